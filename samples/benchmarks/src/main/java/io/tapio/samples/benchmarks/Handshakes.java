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
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Connects, makes a whole handshake, sends a PING and closes. Each connection has a context of its own, so that none
 * takes up the session of another.
 *
 * @param connections how many at a time, each with a thread
 */
record Handshakes(int connections) implements Load {
    /** A handshake is no small thing. */
    private static final int LEAST = 500;

    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final double NANOS = 1e9;

    @Override
    public String title() {
        return "handshake, PING, close, c=" + connections;
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

    private static void ping(int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        try (Socket socket = context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(PING);
            byte[] reply = socket.getInputStream().readNBytes(PONG.length);
            if (!Arrays.equals(reply, PONG)) {
                throw new IOException("a wrong answer: " + new String(reply, StandardCharsets.US_ASCII));
            }
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
