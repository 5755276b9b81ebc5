package io.tapio.testkit.sockets;

import io.tapio.testkit.network.Conditions;
import io.tapio.testkit.network.RawPeer;
import io.tapio.testkit.network.Trace;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.random.RandomGenerator;
import org.apache.pekko.util.ByteString;

/**
 * The test's own end of a connection. It takes from its socket as much as its window allows, and sends what it is given
 * in pieces; both when it is moved.
 */
final class RawSocket implements RawPeer {
    /** What it takes and nobody has read yet. */
    static final int WINDOW = 64 * 1024;

    /** How what it sends is cut. */
    record Cutting(RandomGenerator random, int largest) {
        /** How much of {@code all} goes as one piece. */
        int piece(int all) {
            return isWhole() ? all : Math.min(all, 1 + random.nextInt(largest));
        }

        boolean isWhole() {
            return largest == Conditions.WHOLE;
        }
    }

    private final String name;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Cutting cutting;
    private final Trace trace;
    private final ByteBuffer buffer = ByteBuffer.allocate(WINDOW);
    private ByteString unsent = ByteString.emptyByteString();
    private ByteString arrived = ByteString.emptyByteString();
    private long sent;
    private long received;
    private boolean ending;
    private boolean endSent;
    private boolean ended;
    private boolean reset;

    RawSocket(String name, SocketChannel channel, Bell bell, Cutting cutting, Trace trace) throws IOException {
        this.name = name;
        this.channel = channel;
        this.cutting = cutting;
        this.trace = trace;
        key = bell.listenTo(channel);
    }

    // -- for the wiring

    /** Sends and takes what can be now. True if that was something. */
    boolean move(ProtocolEnd other) {
        if (reset) {
            return false;
        }
        try {
            boolean left = send(other);
            boolean moved = take() || left;
            key.interestOps((hasRoom() ? SelectionKey.OP_READ : 0) | (isHeldUp(other) ? SelectionKey.OP_WRITE : 0));
            return moved;
        } catch (IOException gone) {
            note("reset: " + gone.getMessage());
            broken();
            return true;
        }
    }

    private boolean send(ProtocolEnd other) throws IOException {
        boolean moved = false;
        while (!unsent.isEmpty() && mayFollow(other)) {
            int piece = cutting.piece(Math.min(unsent.size(), WINDOW));
            unsent.take(piece).copyToBuffer(buffer.clear());
            int written = channel.write(buffer.flip());
            if (written > 0) {
                trace.add(System.nanoTime(), name + ": sent " + written + " B", unsent.take(written));
                sent += written;
                unsent = unsent.drop(written);
                moved = true;
            }
            if (written < piece) {
                return moved;
            }
        }
        if (ending && !endSent && unsent.isEmpty() && mayFollow(other)) {
            note("closed");
            channel.shutdownOutput();
            endSent = true;
            moved = true;
        }
        return moved;
    }

    /** A piece follows when the one before has arrived, lest they become one. */
    private boolean mayFollow(ProtocolEnd other) {
        ProtocolEnd.Progress there = other.progress();
        return cutting.isWhole() || there.received() == sent || there.inputOver();
    }

    private boolean isHeldUp(ProtocolEnd other) {
        return !unsent.isEmpty() && mayFollow(other);
    }

    private boolean take() throws IOException {
        boolean moved = false;
        while (hasRoom()) {
            int count = channel.read(buffer.clear().limit(WINDOW - arrived.size()));
            if (count == 0) {
                break;
            }
            moved = true;
            if (count < 0) {
                note("the end arrives");
                ended = true;
            } else {
                ByteString bytes = ByteString.fromByteBuffer(buffer.flip());
                trace.add(System.nanoTime(), name + ": got " + count + " B", bytes);
                received += count;
                arrived = arrived.concat(bytes);
            }
        }
        return moved;
    }

    /** Whether it takes more, or the end. */
    boolean hasRoom() {
        return !ended && !reset && arrived.size() < WINDOW;
    }

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }

    /** Whether this side is closed, or will be when all is sent. */
    boolean isEnding() {
        return ending;
    }

    boolean isEndSent() {
        return endSent;
    }

    /** Whether the other side has closed. */
    boolean isEnded() {
        return ended;
    }

    private void broken() {
        reset = true;
        unsent = ByteString.emptyByteString();
        close();
    }

    /** Gives the socket back; what has arrived can still be read. */
    void close() {
        try {
            channel.close();
        } catch (IOException closed) {
            note("closed: " + closed.getMessage());
        }
    }

    private void note(String event) {
        trace.add(System.nanoTime(), name + ": " + event);
    }

    // -- for the test

    @Override
    public void write(ByteString bytes) {
        if (ending) {
            throw new IllegalStateException("this side was closed");
        }
        if (!reset) {
            unsent = unsent.concat(bytes);
        }
    }

    @Override
    public int unsent() {
        return unsent.size();
    }

    @Override
    public ByteString read() {
        ByteString bytes = arrived;
        arrived = ByteString.emptyByteString();
        return bytes;
    }

    @Override
    public void end() {
        ending = true;
    }

    @Override
    public void reset() {
        if (!reset) {
            note("resets");
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException gone) {
                note("gone before: " + gone.getMessage());
            }
            broken();
        }
    }

    @Override
    public boolean isAtEnd() {
        return ended && arrived.isEmpty();
    }

    @Override
    public boolean isReset() {
        return reset;
    }
}
