package io.tapio.testkit.sockets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * How much the operating system may take for a reader that does not read: several times what it took when that was
 * tried out, once, because it makes more room for a reader that has begun to read fast.
 *
 * @param fromPeer what the test sends
 * @param toPeer what is sent to the test
 */
record Windows(int fromPeer, int toPeer) {
    /** Of the test's own ends. Those of the others are as they are. */
    private static final int SMALL = 1024;

    private static final int GROWTH = 4;

    private static final int STEP = 64 * 1024;

    /** The system may make room for a moment after it had none. */
    private static final int FULL_MILLIS = 20;

    /** Those of this system. */
    static Windows here() {
        return Tried.WINDOWS;
    }

    /** Makes a socket of the test's own small, before it is connected or bound. */
    static <C extends NetworkChannel> C small(C channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
        if (channel instanceof SocketChannel socket) {
            socket.setOption(StandardSocketOptions.SO_SNDBUF, SMALL);
        }
        return channel;
    }

    private static Windows tried() {
        try (ServerSocketChannel listener = ServerSocketChannel.open();
                SocketChannel ours = small(SocketChannel.open())) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            ours.connect(listener.getLocalAddress());
            try (SocketChannel theirs = listener.accept()) {
                return new Windows(GROWTH * filled(ours), GROWTH * filled(theirs));
            }
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }

    private static int filled(SocketChannel channel) throws IOException {
        try (Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_WRITE);
            int taken = 0;
            while (selector.select(key -> {}, FULL_MILLIS) > 0) {
                taken += channel.write(ByteBuffer.allocate(STEP));
            }
            return taken;
        }
    }

    private static final class Tried {
        static final Windows WINDOWS = tried();
    }
}
