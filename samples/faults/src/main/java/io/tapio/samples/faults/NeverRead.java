package io.tapio.samples.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Peers that ask for replies of 10 MB and read none of them. The values belong to the store, and are there before.
 *
 * @param tls whether they do it behind TLS, where each record is made for one peer
 */
record NeverRead(String name, boolean tls) implements Fault {
    private static final int FULL = 200;
    private static final int VALUE_BYTES = 5 * 1024 * 1024;
    private static final double STALLED_SECONDS = 15;

    @Override
    public String title(Trial trial) {
        return trial.count(FULL) + " peers that never read their replies of 10 MB" + (tls ? ", behind TLS" : "");
    }

    @Override
    public void run(Trial trial) throws Exception {
        List<String> options = new ArrayList<>();
        options.add("-Dtapio.tcp.server.write-stalled-timeout=" + (int) STALLED_SECONDS + "s");
        SSLSocketFactory sockets = null;
        if (tls) {
            Certificates certificates = trial.keep(Certificates.make(1));
            options.addAll(certificates.options());
            sockets = certificates.trusting();
        }
        Server server = trial.serve("kv", options.toArray(String[]::new));
        try (Socket writer = connect(server, sockets)) {
            set(writer);
        }
        Canary canary = tls ? null : trial.canary(server);
        Thread.sleep(1_000);
        long before = server.liveBytes();
        int files = server.files();
        int count = trial.count(FULL);
        List<Socket> peers = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            peers.add(trial.keep(connect(server, sockets)));
            ask(peers.get(i));
        }
        trial.tell(count + " asked in " + Trial.number(Trial.seconds(begin)) + " s");
        Thread.sleep(2_000);
        int held = server.files() - files;
        double each = (server.liveBytes() - before) / 1024.0 / count;
        trial.holds("all of them wait when it is measured", held >= count, held + " connections");
        trial.atMost("heap and buffers for each", each, 128, " KiB");
        trial.atMost(
                "cut, with " + (int) STALLED_SECONDS + " s for a stalled write; after",
                Trial.secondsUntil(() -> server.files() <= files + 2, STALLED_SECONDS + 5),
                STALLED_SECONDS + 5,
                " s");
        if (canary != null) {
            canary.report(trial);
        }
    }

    private Socket connect(Server server, @Nullable SSLSocketFactory sockets) throws IOException {
        Socket socket = sockets == null ? new Socket() : sockets.createSocket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        return socket;
    }

    private static void set(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(("*3\r\n$3\r\nSET\r\n$3\r\nbig\r\n$" + VALUE_BYTES + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[VALUE_BYTES]);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        if (socket.getInputStream().read() != '+') {
            throw new IOException("SET was refused");
        }
    }

    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream().write("MGET big big\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
