package io.tapio.samples.faults;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A server whose certificate is replaced over and over while peers connect. */
record CertificateSwaps() implements Fault {
    private static final int FULL = 100;
    private static final int CLIENTS = 3;
    private static final long EVERY_MILLIS = 150;

    @Override
    public String name() {
        return "certificate-swaps";
    }

    @Override
    public String title(Trial trial) {
        return "a certificate that is replaced " + trial.count(FULL) + " times under load";
    }

    @Override
    public void run(Trial trial) throws Exception {
        Certificates certificates = trial.keep(Certificates.make(4));
        List<String> options = new ArrayList<>(certificates.options());
        options.add("-Dtapio.tls.server.reload-interval=20ms");
        Server server = trial.serve("kv", options.toArray(String[]::new));
        SSLSocketFactory sockets = certificates.trusting();
        Pulse standing = new Pulse();
        Pulse handshakes = new Pulse();
        AtomicReference<BigInteger> seen = new AtomicReference<>(BigInteger.ZERO);
        List<Thread> clients = new ArrayList<>();
        SSLSocket first = trial.keep((SSLSocket) sockets.createSocket("127.0.0.1", server.port()));
        first.setSoTimeout(5_000);
        clients.add(repeat(() -> Canary.ask(first, standing, System.nanoTime()), standing));
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(repeat(() -> handshake(sockets, server.port(), handshakes, seen), handshakes));
        }
        Thread.sleep(2_000);
        standing.calm();
        handshakes.calm();
        int shown = 0;
        double slowest = 0;
        int swaps = trial.count(FULL);
        for (int i = 1; i <= swaps; i++) {
            BigInteger serial = certificates.swap(i);
            double after = Trial.secondsUntil(() -> serial.equals(seen.get()), 2);
            shown += after < 2 ? 1 : 0;
            slowest = Math.max(slowest, after);
            Thread.sleep(EVERY_MILLIS);
        }
        clients.forEach(Thread::interrupt);
        trial.holds(
                "each new certificate is shown within 2 s",
                shown == swaps,
                shown + " of " + swaps + ", the slowest after " + Trial.number(slowest) + " s");
        trial.holds(
                "every handshake succeeds, and its request is answered", handshakes.isFine(), handshakes.toString());
        trial.holds("a connection from before is served throughout", standing.isFine(), standing.toString());
    }

    private interface Step {
        void run() throws IOException;
    }

    private static Thread repeat(Step step, Pulse pulse) {
        Thread thread = new Thread(() -> {
            while (true) {
                try {
                    step.run();
                    Thread.sleep(20);
                } catch (IOException thrown) {
                    pulse.failed(thrown);
                } catch (InterruptedException ended) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void handshake(SSLSocketFactory sockets, int port, Pulse pulse, AtomicReference<BigInteger> seen)
            throws IOException {
        long begin = System.nanoTime();
        try (Socket socket = sockets.createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(5_000);
            Canary.ask(socket, pulse, begin);
            X509Certificate shown =
                    (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
            seen.set(shown.getSerialNumber());
        }
    }
}
