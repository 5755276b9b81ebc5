package io.tapio.failure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What a caller needs to know of a call that did not succeed: where it failed, whether it may have had an effect, with
 * whom, after how long, and the first cause.
 *
 * <p>Immutable; the {@code with…} methods return a changed copy. Carries no stack trace of its own: a failure that came
 * from a bug has the bug's exception, with its trace, as {@link #getCause() cause}.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The step of a call's way on which it failed. The lower-case name is the label in metrics and on the wire. */
    public enum Where {
        /** Refused before it was begun: a queue, a limit or a permit said no. */
        QUEUE,
        /** No connection could be made. */
        CONNECT,
        /** The connection was made, but TLS or the protocol's own greeting failed. */
        HANDSHAKE,
        /** The request could not be written, or not encoded. */
        WRITE,
        /** The peer said that it would not do it, before it began. */
        PEER_REFUSED,
        /** The bytes of the other side do not follow the protocol. */
        DECODE,
        /** The service itself failed, here or at the peer. */
        SERVICE,
        /** The deadline passed. */
        TIMEOUT,
        /** The caller gave up. */
        CANCELLED,
        /** The connection, or the service, ended. */
        CLOSED
    }

    /** Whether the request may have had an effect, and so whether it is safe to send it again. */
    public enum Processed {
        /** It certainly had none: it is safe to try again, whatever the request. */
        NO,
        /** Nobody knows: only an idempotent request may be tried again. */
        MAYBE,
        /** It was carried out, and this is its outcome. */
        YES
    }

    private final Where where;
    private final Processed processed;
    private final @Nullable String address;
    private final @Nullable Duration elapsed;
    private final Map<String, String> detail;

    private Failure(
            Where where,
            Processed processed,
            @Nullable String message,
            @Nullable Throwable cause,
            @Nullable String address,
            @Nullable Duration elapsed,
            Map<String, String> detail) {
        super(message, cause, false, false);
        this.where = where;
        this.processed = processed;
        this.address = address;
        this.elapsed = elapsed;
        this.detail = detail;
    }

    /**
     * A failure at {@code where}; {@code message} says what happened, with the numbers and the key that changes them.
     */
    public static Failure at(Where where, Processed processed, String message) {
        return new Failure(where, processed, message, null, null, null, Map.of());
    }

    /**
     * What {@code thrown} means to a caller: a failure as it is, also from inside a {@link CompletionException}, and
     * anything else as a failure of the service with that as its cause.
     */
    public static Failure of(Throwable thrown) {
        Throwable inner = thrown;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner instanceof Failure failure
                ? failure
                : new Failure(Where.SERVICE, Processed.MAYBE, inner.toString(), inner, null, null, Map.of());
    }

    public Where where() {
        return where;
    }

    public Processed processed() {
        return processed;
    }

    /** True if the request certainly had no effect. */
    public boolean isSafeToRetry() {
        return processed == Processed.NO;
    }

    /** The peer that the call went to, or was to go to. */
    public Optional<String> address() {
        return Optional.ofNullable(address);
    }

    /** The time from the start of the call, or of the connect, to its failure. */
    public Optional<Duration> elapsed() {
        return Optional.ofNullable(elapsed);
    }

    /** What the protocol says of it, as data that any wire can carry: {@code redis.error}, {@code http.status}. */
    public Map<String, String> detail() {
        return detail;
    }

    public Failure withCause(Throwable cause) {
        return new Failure(where, processed, getMessage(), cause, address, elapsed, detail);
    }

    public Failure withProcessed(Processed processed) {
        return new Failure(where, processed, getMessage(), getCause(), address, elapsed, detail);
    }

    public Failure withAddress(Object address) {
        return new Failure(where, processed, getMessage(), getCause(), address.toString(), elapsed, detail);
    }

    public Failure withElapsed(Duration elapsed) {
        return new Failure(where, processed, getMessage(), getCause(), address, elapsed, detail);
    }

    /** This failure with one more entry of protocol detail. */
    public Failure withDetail(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(detail);
        more.put(key, value);
        return new Failure(where, processed, getMessage(), getCause(), address, elapsed, Map.copyOf(more));
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("Failure[").append(where).append(": ").append(getMessage());
        if (address != null) {
            text.append("; peer ").append(address);
        }
        if (elapsed != null) {
            text.append("; after ").append(elapsed.toMillis()).append(" ms");
        }
        return text.append(isSafeToRetry() ? "; safe to retry]" : "]").toString();
    }
}
