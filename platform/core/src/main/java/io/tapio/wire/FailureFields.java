package io.tapio.wire;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.failure.RemoteCause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** What a failure says, as fields. */
final class FailureFields {
    private static final String WHERE = "where";
    private static final String PROCESSED = "processed";
    private static final String MESSAGE = "message";
    private static final String CAUSE = "cause";
    private static final String ADDRESS = "address";
    private static final String ELAPSED = "elapsed.ns";
    private static final String DETAIL = "detail.";

    private FailureFields() {}

    static Map<String, ByteString> write(Failure failure) {
        Map<String, ByteString> fields = new LinkedHashMap<>();
        put(fields, WHERE, failure.where().name());
        put(fields, PROCESSED, failure.processed().name());
        put(fields, MESSAGE, failure.getMessage());
        put(fields, CAUSE, words(failure.getCause()));
        put(fields, ADDRESS, failure.address().orElse(null));
        put(
                fields,
                ELAPSED,
                failure.elapsed().map(Duration::toNanos).map(String::valueOf).orElse(null));
        failure.detail().forEach((key, value) -> put(fields, DETAIL + key, value));
        return fields;
    }

    private static @Nullable String words(@Nullable Throwable cause) {
        if (cause == null) {
            return null;
        }
        return cause instanceof RemoteCause remote ? remote.getMessage() : cause.toString();
    }

    private static void put(Map<String, ByteString> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, ByteString.fromString(value));
        }
    }

    static Failure read(Map<String, ByteString> fields) {
        Failure failure = Failure.at(
                known(Where.class, fields.get(WHERE), Where.SERVICE),
                known(Processed.class, fields.get(PROCESSED), Processed.MAYBE),
                text(fields.get(MESSAGE)));
        for (Map.Entry<String, ByteString> field : fields.entrySet()) {
            failure = with(failure, field.getKey(), field.getValue());
        }
        return failure;
    }

    private static Failure with(Failure failure, String name, ByteString value) {
        return switch (name) {
            case CAUSE -> failure.withCause(new RemoteCause(text(value)));
            case ADDRESS -> failure.withAddress(text(value));
            case ELAPSED -> failure.withElapsed(Duration.ofNanos(Long.parseLong(text(value))));
            default ->
                name.startsWith(DETAIL) ? failure.withDetail(name.substring(DETAIL.length()), text(value)) : failure;
        };
    }

    /** A word of a later version than this one means what nobody knows. */
    private static <E extends Enum<E>> E known(Class<E> type, @Nullable ByteString word, E otherwise) {
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(text(word))) {
                return each;
            }
        }
        return otherwise;
    }

    private static String text(@Nullable ByteString value) {
        return value == null ? "" : value.utf8String();
    }
}
