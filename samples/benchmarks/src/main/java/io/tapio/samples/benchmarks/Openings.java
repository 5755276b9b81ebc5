package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Connects, sends a PING and closes, behind TLS with a whole handshake each, or without.
 *
 * @param connections how many at a time, each with a thread
 * @param warmUp connections before the first that counts
 */
record Openings(String kind, Opener opener, int connections, long warmUp) implements Load {
    /** Opens a connection to a port of this machine. */
    @FunctionalInterface
    interface Opener {
        Socket open(int port) throws IOException;
    }

    /** A handshake is no small thing. */
    private static final int LEAST = 500;

    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final double NANOS = 1e9;

    static Openings tls(int connections, long warmUp) {
        return new Openings("handshake", new Handshake(), connections, warmUp);
    }

    static Openings plain(int connections, long warmUp) {
        return new Openings("connect", Openings::connect, connections, warmUp);
    }

    @Override
    public String title() {
        return kind + ", PING, close, c=" + connections;
    }

    @Override
    public long least() {
        return LEAST;
    }

    @Override
    public Timing drive(int port, long requests) {
        AtomicLong left = new AtomicLong(requests);
        Times times = new Times();
        Callable<Void> client = () -> {
            while (left.getAndDecrement() > 0) {
                long start = System.nanoTime();
                ping(port);
                synchronized (times) {
                    times.add(System.nanoTime() - start);
                }
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        long start = System.nanoTime();
        try {
            List<Callable<Void>> clients =
                    IntStream.range(0, connections).mapToObj(i -> client).toList();
            for (Future<Void> done : threads.invokeAll(clients)) {
                done.get();
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        } finally {
            threads.shutdown();
        }
        double seconds = (System.nanoTime() - start) / NANOS;
        return new Timing(requests / seconds, times.quantile(0.5), times.quantile(0.99));
    }

    private void ping(int port) throws IOException {
        try (Socket socket = opener.open(port)) {
            socket.getOutputStream().write(PING);
            byte[] reply = socket.getInputStream().readNBytes(PONG.length);
            if (!Arrays.equals(reply, PONG)) {
                throw new IOException("a wrong answer: " + new String(reply, StandardCharsets.US_ASCII));
            }
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Names another host each time, so that no connection takes up the session of another. */
    private static final class Handshake implements Opener {
        private final AtomicLong hosts = new AtomicLong();
        private final SSLSocketFactory sockets;

        Handshake() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new Anybody()}, null);
                context.getClientSessionContext().setSessionCacheSize(1);
                sockets = context.getSocketFactory();
            } catch (GeneralSecurityException thrown) {
                throw new IllegalStateException(thrown);
            }
        }

        @Override
        public Socket open(int port) throws IOException {
            return sockets.createSocket(connect(port), "host-" + hosts.incrementAndGet(), port, true);
        }
    }

    /** Who the server is does not matter here. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
