package io.tapio.context;

import io.tapio.time.Deadline;
import io.tapio.time.Timer;
import io.tapio.wire.WireFormat;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/**
 * What of a context goes with a call to another process: the time that is left, and the attributes that are to be sent,
 * also those that nobody here knows. A protocol that has room for them sends it as it is, or each in its own place.
 *
 * @param left the time until the deadline, negative once it has passed; the time on the way is not counted
 * @param attributes by the names of their keys, as their formats have written them
 */
public record SentContext(Optional<Duration> left, Map<String, ByteString> attributes) {
    /** More than anybody waits, and nothing that a clock could not add. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private static final String LEFT = "deadline.left.ns";
    private static final String ATTRIBUTE = "attribute.";

    /** All of it, for an envelope with one place for a context. */
    public static final WireFormat<SentContext> FORMAT =
            WireFormat.fields().map(SentContext::read, SentContext::fields);

    public SentContext {
        attributes = Map.copyOf(attributes);
    }

    /**
     * The context of the call where it has arrived.
     *
     * @param arrived the clock of that place, and what else of the call is known there: its connection, its
     *     cancellation
     */
    public Context into(Context arrived) {
        Timer timer = arrived.timer();
        Context context = arrived.withArrived(attributes);
        return left.map(time -> context.withDeadline(Deadline.after(time, timer)))
                .orElse(context);
    }

    private Map<String, ByteString> fields() {
        Map<String, ByteString> fields = new LinkedHashMap<>();
        left.ifPresent(time -> fields.put(LEFT, ByteString.fromString(Long.toString(time.toNanos()))));
        attributes.forEach((name, value) -> fields.put(ATTRIBUTE + name, value));
        return fields;
    }

    private static SentContext read(Map<String, ByteString> fields) {
        Map<String, ByteString> attributes = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(ATTRIBUTE)) {
                attributes.put(name.substring(ATTRIBUTE.length()), value);
            }
        });
        Optional<Duration> left = Optional.ofNullable(fields.get(LEFT))
                .map(ByteString::utf8String)
                .map(Long::parseLong)
                .map(nanos -> Duration.ofNanos(Math.min(nanos, LONGEST.toNanos())));
        return new SentContext(left, attributes);
    }
}
