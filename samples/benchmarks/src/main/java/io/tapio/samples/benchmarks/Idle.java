package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections that have each had one reply, and want nothing more. In a JVM of its own, since each process may have
 * only so many files.
 */
final class Idle {
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PONG = "+PONG\r\n".length();

    /** Connections from one address, which are fewer than it has ports. */
    private static final int PER_ADDRESS = 10_000;

    private Idle() {}

    static Child open(ServerProcess server, int connections) {
        return Child.start(
                List.of(),
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        Idle.class.getName(),
                        Integer.toString(server.port()),
                        Integer.toString(connections)));
    }

    /** @param args the port and the number of connections */
    public static void main(String[] args) throws IOException, InterruptedException {
        int port = Integer.parseInt(args[0]);
        int connections = Integer.parseInt(args[1]);
        List<SocketChannel> channels = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            channels.add(answered("127.0.0." + (2 + i / PER_ADDRESS), port));
        }
        System.out.println(channels.size() + " connections");
        Thread.sleep(Long.MAX_VALUE);
    }

    private static SocketChannel answered(String from, int port) throws IOException {
        SocketChannel channel = SocketChannel.open()
                .setOption(StandardSocketOptions.SO_REUSEADDR, true) // the ports of the servers before wait still
                .bind(new InetSocketAddress(from, 0));
        channel.connect(new InetSocketAddress("127.0.0.1", port));
        channel.write(ByteBuffer.wrap(PING));
        ByteBuffer reply = ByteBuffer.allocate(PONG);
        while (reply.hasRemaining()) {
            if (channel.read(reply) < 0) {
                throw new IOException("the server closed a connection instead of answering");
            }
        }
        return channel;
    }
}
