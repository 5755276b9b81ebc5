package io.tapio.testkit.network;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.apache.pekko.util.ByteString;

/**
 * One direction of a connection: bytes on their way, and those that have arrived and wait for their reader. Together
 * they are never more than the window.
 *
 * <pre>
 *   send ──▶ │ segments on their way ▷ arrived │ ──▶ read
 *            └────────── the window ───────────┘
 * </pre>
 */
final class Lane {
    private static final long NANOS = 1_000_000_000;

    /** Before one of this many reads the reader pauses, where readers do. */
    private static final int PAUSES = 4;

    private final String name;
    private final Conditions conditions;
    private final RandomGenerator random;
    private final SimulatedThread thread;
    private final Trace trace;
    private final Deque<ByteString> arrived = new ArrayDeque<>();
    private Runnable toReader = () -> {};
    private Runnable toWriter = () -> {};
    private int inFlight;
    private long leftAt;
    private long lastArrival;
    private boolean ended;
    private boolean endArrived;
    private boolean lost;
    private boolean stalled;
    private boolean pausing;
    private long limit = Long.MAX_VALUE;
    private Runnable atLimit = () -> {};

    Lane(String name, Conditions conditions, RandomGenerator random, SimulatedThread thread, Trace trace) {
        this.name = name;
        this.conditions = conditions;
        this.random = random;
        this.thread = thread;
        this.trace = trace;
    }

    /** Who is told when there is something to read, or an end. */
    void readBy(Runnable reader) {
        toReader = reader;
    }

    /** Who is told when there is room again. */
    void writtenBy(Runnable writer) {
        toWriter = writer;
    }

    /** The bytes that were sent and not read. */
    int inFlight() {
        return inFlight;
    }

    // -- for the writer

    /** Takes the bytes, or as many as there is room for; gives the rest back. */
    ByteString send(ByteString bytes) {
        if (ended || lost) {
            return ByteString.emptyByteString();
        }
        int size = (int) Math.min(bytes.size(), Math.min(conditions.windowBytes() - inFlight, limit));
        if (size > 0) {
            inFlight += size;
            limit -= size;
            trace.add(thread.timer().nanoTime(), name + ": sent " + size + " B", bytes.take(size));
            cut(bytes.take(size));
            if (limit == 0) {
                atLimit.run();
            }
        }
        return bytes.drop(size);
    }

    private void cut(ByteString bytes) {
        ByteString rest = bytes;
        while (!rest.isEmpty()) {
            ByteString segment = rest.take(segment(rest.size()));
            rest = rest.drop(segment.size());
            arrive(segment.size(), () -> arrived.add(segment));
        }
    }

    private int segment(int all) {
        int largest = conditions.largestSegment();
        return largest == Conditions.WHOLE ? all : Math.min(all, 1 + random.nextInt(largest));
    }

    /** The last byte has been sent. */
    void end() {
        if (!ended && !lost) {
            ended = true;
            trace.add(thread.timer().nanoTime(), name + ": closed");
            arrive(0, () -> {
                endArrived = true;
                trace.add(thread.timer().nanoTime(), name + ": the end arrives");
            });
        }
    }

    /** In order: not before what was sent before. */
    private void arrive(int size, Runnable arrival) {
        long now = thread.timer().nanoTime();
        leftAt = Math.max(leftAt, now) + timeFor(size);
        lastArrival = Math.max(lastArrival, leftAt + delay());
        thread.move(Duration.ofNanos(lastArrival - now), () -> {
            if (!lost) {
                arrival.run();
                toReader.run();
            }
        });
    }

    private long timeFor(int size) {
        return conditions.bytesPerSecond() == Conditions.UNLIMITED ? 0 : size * NANOS / conditions.bytesPerSecond();
    }

    private long delay() {
        return random.nextLong(
                conditions.shortestDelay().toNanos(), conditions.longestDelay().toNanos() + 1);
    }

    // -- for the reader

    /** As {@link #take}, by a reader that may pause. */
    ByteString read() {
        return pausing || arrived.isEmpty() || pauses() ? ByteString.emptyByteString() : take();
    }

    /** What has arrived, or a part of it; empty if nothing has, or the reader is stalled. */
    ByteString take() {
        if (stalled || arrived.isEmpty()) {
            return ByteString.emptyByteString();
        }
        int segments =
                conditions.largestSegment() == Conditions.WHOLE ? arrived.size() : 1 + random.nextInt(arrived.size());
        ByteString bytes = ByteString.emptyByteString();
        for (int i = 0; i < segments; i++) {
            bytes = bytes.concat(arrived.remove());
        }
        inFlight -= bytes.size();
        trace.add(thread.timer().nanoTime(), name + ": read " + bytes.size() + " B");
        toWriter.run();
        return bytes;
    }

    private boolean pauses() {
        long longest = conditions.longestStall().toNanos();
        if (longest == 0 || random.nextInt(PAUSES) > 0) {
            return false;
        }
        pausing = true;
        thread.move(Duration.ofNanos(1 + random.nextLong(longest)), () -> {
            pausing = false;
            toReader.run();
        });
        return true;
    }

    /** The reader reads nothing until it is resumed. */
    void stall() {
        stalled = true;
        trace.add(thread.timer().nanoTime(), name + ": the reader stalls");
    }

    void resume() {
        stalled = false;
        trace.add(thread.timer().nanoTime(), name + ": the reader goes on");
        toReader.run();
    }

    /** True if everything was read that ever came. */
    boolean isRead() {
        return endArrived && arrived.isEmpty();
    }

    // -- for the network

    /** Takes this many bytes more, then none; {@code then} says what happens there. The smaller of two limits holds. */
    void limit(long bytes, Runnable then) {
        if (bytes < limit) {
            limit = bytes;
            atLimit = then;
        }
    }

    /** How long it is until everything has arrived that is on its way. */
    Duration untilArrived() {
        return Duration.ofNanos(Math.max(0, lastArrival - thread.timer().nanoTime()));
    }

    /** Everything on its way is lost, and whatever is sent from now on. */
    void lose() {
        lost = true;
        arrived.clear();
        inFlight = 0;
    }
}
