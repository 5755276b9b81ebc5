package io.tapio.testkit.network;

import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import org.apache.pekko.util.ByteString;

/**
 * What a network has done: how much, a digest of all of it, and the last of it in words. Two runs that did the same
 * have the same digest.
 */
public final class Trace {
    /** No more is kept in words, for a network may run for long. */
    private static final int KEPT = 200;

    private static final int SHOWN_BYTES = 48;

    private final Queue<String> last = new ArrayDeque<>();
    private long events;
    private long digest = 0xCBF29CE484222325L;

    public void add(long nanoTime, String event) {
        String line = String.format(Locale.ROOT, "%13.6f ms  %s", nanoTime / 1e6, event);
        events++;
        mix(line.hashCode());
        if (last.size() == KEPT) {
            last.remove();
        }
        last.add(line);
    }

    /** As {@link #add(long, String)}, with what was sent or read. */
    public void add(long nanoTime, String event, ByteString bytes) {
        for (byte each : bytes.toArrayUnsafe()) {
            mix(each);
        }
        add(nanoTime, event + ": " + shown(bytes));
    }

    /** How much has happened. */
    public long events() {
        return events;
    }

    /** A number that everything that has happened goes into, in its order and with its time. */
    public long digest() {
        return digest;
    }

    /** The last of it, one line an event, for a person to read. */
    @Override
    public String toString() {
        String before = events > KEPT ? "… " + (events - KEPT) + " events before\n" : "";
        return before + String.join("\n", last);
    }

    static String shown(ByteString bytes) {
        StringBuilder text = new StringBuilder().append('"');
        for (byte each : bytes.take(SHOWN_BYTES).toArrayUnsafe()) {
            switch (each) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(each >= ' ' && each < 127 ? (char) each : '.');
            }
        }
        return text.append(bytes.size() > SHOWN_BYTES ? "…\"" : "\"").toString();
    }

    private void mix(int value) {
        digest = (digest ^ value) * 0x100000001B3L; // FNV
    }
}
