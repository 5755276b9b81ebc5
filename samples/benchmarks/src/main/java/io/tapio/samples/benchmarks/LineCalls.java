package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Connections on which calls go out as lines with ids, by turns, and answers come back. On the caller's thread, without
 * any framework and nearly without CPU time, since the server has to share the machine.
 */
final class LineCalls implements AutoCloseable {
    private static final int BUFFER = 1 << 20;
    private static final long NAP_NANOS = 50_000;

    /** Hears of answers. */
    interface Listener {
        void answered(int id, boolean isRefused) throws IOException;
    }

    private record Connection(SocketChannel channel, ByteBuffer in, ByteBuffer out) {}

    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();

    LineCalls(int port, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel, ByteBuffer.allocate(BUFFER), ByteBuffer.allocate(BUFFER));
            channel.register(selector, SelectionKey.OP_READ, connection);
            connections.add(connection);
        }
    }

    void send(int id) throws IOException {
        Connection connection = connections.get(id % connections.size());
        connection.out.put((id + " hello\n").getBytes(StandardCharsets.US_ASCII));
        flush(connection);
    }

    /** What the server does not take stays for the next time. */
    private static void flush(Connection connection) throws IOException {
        connection.out.flip();
        connection.channel.write(connection.out);
        connection.out.compact();
    }

    /** Takes what has come, or naps for a little if nothing has. */
    void poll(Listener listener) throws IOException {
        if (selector.selectNow() == 0) {
            LockSupport.parkNanos(NAP_NANOS);
            return;
        }
        for (SelectionKey key : selector.selectedKeys()) {
            Connection connection = (Connection) key.attachment();
            if (connection.channel.read(connection.in) < 0) {
                throw new IOException("the server closed a connection instead of answering");
            }
            take(connection.in, listener);
            flush(connection);
        }
        selector.selectedKeys().clear();
    }

    private static void take(ByteBuffer in, Listener listener) throws IOException {
        in.flip();
        int line = 0;
        for (int at = 0; at < in.limit(); at++) {
            if (in.get(at) == '\n') {
                answer(in, line, listener);
                line = at + 1;
            }
        }
        in.position(line);
        in.compact();
    }

    /** {@code 7 done} or {@code 7! reason}. */
    private static void answer(ByteBuffer in, int line, Listener listener) throws IOException {
        int id = 0;
        int at = line;
        for (byte next = in.get(at); next >= '0' && next <= '9'; next = in.get(++at)) {
            id = 10 * id + next - '0';
        }
        listener.answered(id, in.get(at) == '!');
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }
}
