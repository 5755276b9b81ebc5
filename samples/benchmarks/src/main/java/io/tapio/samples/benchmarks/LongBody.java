package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** One body on one connection, sent and read back at the same time; what counts as a request is 64 KiB of it. */
record LongBody() implements Load {
    private static final int PIECE = 64 * 1024;

    @Override
    public String title() {
        return "64 KiB of a body there and back";
    }

    @Override
    public Timing drive(int port, long pieces) {
        long start = System.nanoTime();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(socket, pieces));
            readBack(socket.getInputStream(), Long.BYTES + pieces * PIECE);
            sent.join();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double each = seconds * 1000 / pieces;
        return new Timing(pieces / seconds, each, each);
    }

    private static void send(Socket socket, long pieces) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(ByteBuffer.allocate(Long.BYTES).putLong(pieces * PIECE).array());
            byte[] piece = new byte[PIECE];
            for (long i = 0; i < pieces; i++) {
                out.write(piece);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void readBack(InputStream in, long bytes) throws IOException {
        byte[] buffer = new byte[PIECE];
        for (long left = bytes; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(left, PIECE));
            if (count < 0) {
                throw new IOException("the server closed with " + left + " bytes to come");
            }
            left -= count;
        }
    }
}
