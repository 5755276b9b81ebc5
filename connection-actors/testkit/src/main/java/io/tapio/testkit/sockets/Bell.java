package io.tapio.testkit.sockets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What the test's thread waits at, for its sockets and for word from other threads. */
final class Bell implements AutoCloseable {
    /** Longer than anything takes that comes at all. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Selector selector;
    private volatile boolean waits;

    Bell() {
        try {
            selector = Selector.open();
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }

    /** Lets a channel ring when it is ready for what its key is interested in; for nothing yet. */
    SelectionKey listenTo(SelectableChannel channel) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, 0);
    }

    /** Something has happened; on any thread. */
    void ring() {
        if (waits) {
            selector.wakeup();
        }
    }

    /** Returns when it has rung, {@code happened} or the time is over. */
    void await(BooleanSupplier happened, long deadline) {
        waits = true;
        try {
            long left = deadline - System.nanoTime();
            if (left > 0 && !happened.getAsBoolean()) {
                selector.select(key -> {}, 1 + Duration.ofNanos(left).toMillis());
            }
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        } finally {
            waits = false;
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }
}
