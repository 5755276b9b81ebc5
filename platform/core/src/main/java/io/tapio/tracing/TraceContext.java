package io.tapio.tracing;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.wire.WireFormat;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.pekko.util.ByteString;

/**
 * A call's place in a trace, as W3C Trace Context (level 2) has it: which trace, and which span of it the call is made
 * for. Immutable.
 *
 * <pre>
 *   traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
 *         version ┘  └ trace id (16 bytes)            └ span id (8)     └ flags
 * </pre>
 *
 * @param traceId 32 hexadecimal digits in lower case, not all of them zero
 * @param spanId 16 hexadecimal digits in lower case, not all of them zero
 * @param flags whether it is sampled, and whether the trace id is random; bits without a meaning are dropped, as the
 *     standard wants it
 * @param state what tracing systems have added for themselves
 */
public record TraceContext(String traceId, String spanId, int flags, TraceState state) {
    /** The caller may have recorded its span. */
    public static final int SAMPLED = 1;

    /** The last 7 bytes of the trace id at least were drawn by chance. */
    public static final int RANDOM = 2;

    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";
    private static final int TRACE_ID_DIGITS = 32;
    private static final int SPAN_ID_DIGITS = 16;
    private static final int TRACE_ID_AT = 3;
    private static final int SPAN_ID_AT = TRACE_ID_AT + TRACE_ID_DIGITS + 1;
    private static final int FLAGS_AT = SPAN_ID_AT + SPAN_ID_DIGITS + 1;
    private static final int LENGTH = FLAGS_AT + 2;
    private static final String THIS_VERSION = "00";
    private static final String NO_VERSION = "ff";

    /** Both headers, by their names: for a protocol with one place for everything that goes with a call. */
    public static final WireFormat<TraceContext> FORMAT =
            WireFormat.fields().map(TraceContext::read, TraceContext::fields);

    /** Where the contexts of calls have it. A protocol that has headers sends the two of them in its place. */
    public static final Context.Key<TraceContext> KEY = Context.Key.sent("trace-context", FORMAT);

    public TraceContext {
        if (!isId(traceId, TRACE_ID_DIGITS) || !isId(spanId, SPAN_ID_DIGITS)) {
            throw new IllegalArgumentException("not the ids of a trace and of a span: " + traceId + ", " + spanId);
        }
        flags &= SAMPLED | RANDOM;
    }

    /** A trace that begins, with a random id. */
    public static TraceContext begin(RandomGenerator random, boolean sampled) {
        String traceId = hex(random.nextLong()) + hex(notZero(random));
        return new TraceContext(traceId, hex(notZero(random)), sampled ? SAMPLED | RANDOM : RANDOM, TraceState.empty());
    }

    /** Another span of the same trace. */
    public TraceContext child(RandomGenerator random) {
        return new TraceContext(traceId, hex(notZero(random)), flags, state);
    }

    /** What the header {@code traceparent} says; empty if it is none, and a trace has to begin here. */
    public static Optional<TraceContext> parse(String traceparent) {
        return parse(traceparent, "");
    }

    /**
     * What both headers say. Empty if {@code traceparent} is none; without a state if {@code tracestate} is none.
     *
     * @param tracestate all headers of that name, joined by commas
     */
    public static Optional<TraceContext> parse(String traceparent, String tracestate) {
        if (!isTraceparent(traceparent)) {
            return Optional.empty();
        }
        String traceId = traceparent.substring(TRACE_ID_AT, TRACE_ID_AT + TRACE_ID_DIGITS);
        String spanId = traceparent.substring(SPAN_ID_AT, SPAN_ID_AT + SPAN_ID_DIGITS);
        if (!isId(traceId, TRACE_ID_DIGITS) || !isId(spanId, SPAN_ID_DIGITS)) {
            return Optional.empty();
        }
        int flags = Integer.parseInt(traceparent, FLAGS_AT, LENGTH, 16);
        int known = traceparent.startsWith(THIS_VERSION) ? flags : flags & SAMPLED;
        return Optional.of(new TraceContext(traceId, spanId, known, TraceState.parse(tracestate)));
    }

    /** Whether the form is right. A later version may have more behind the flags, and must have the same before it. */
    private static boolean isTraceparent(String text) {
        if (text.length() < LENGTH || !areHex(text, 0, 2) || text.startsWith(NO_VERSION)) {
            return false;
        }
        boolean ends = text.length() == LENGTH || (!text.startsWith(THIS_VERSION) && text.charAt(LENGTH) == '-');
        return ends
                && text.charAt(TRACE_ID_AT - 1) == '-'
                && text.charAt(SPAN_ID_AT - 1) == '-'
                && text.charAt(FLAGS_AT - 1) == '-'
                && areHex(text, FLAGS_AT, LENGTH);
    }

    public boolean isSampled() {
        return (flags & SAMPLED) != 0;
    }

    public boolean isRandom() {
        return (flags & RANDOM) != 0;
    }

    /**
     * The header {@code traceparent}; {@code tracestate} is {@link TraceState#text}, and is left out if that is empty.
     */
    public String traceparent() {
        return THIS_VERSION + '-' + traceId + '-' + spanId + "-0" + flags;
    }

    private Map<String, ByteString> fields() {
        Map<String, ByteString> fields = new LinkedHashMap<>();
        fields.put(TRACEPARENT, ByteString.fromString(traceparent()));
        if (!state.isEmpty()) {
            fields.put(TRACESTATE, ByteString.fromString(state.text()));
        }
        return fields;
    }

    private static TraceContext read(Map<String, ByteString> fields) {
        ByteString nothing = ByteString.emptyByteString();
        String traceparent = fields.getOrDefault(TRACEPARENT, nothing).utf8String();
        String tracestate = fields.getOrDefault(TRACESTATE, nothing).utf8String();
        return parse(traceparent, tracestate)
                .orElseThrow(() -> Failure.at(Where.DECODE, Processed.NO, "what came is no traceparent"));
    }

    private static boolean isId(String text, int digits) {
        return text.length() == digits && areHex(text, 0, digits) && !areZero(text);
    }

    private static boolean areZero(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    private static boolean areHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static long notZero(RandomGenerator random) {
        long drawn = random.nextLong();
        return drawn == 0 ? 1 : drawn;
    }

    private static String hex(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }
}
