package io.tapio.context;

import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.time.Deadline;
import io.tapio.time.Timer;
import io.tapio.wire.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What a call carries beside its request: deadline, cancellation, the connection that it came on, typed attributes.
 *
 * <p>Immutable and cheap to hand on; the calls of one connection share one context until a filter changes it.
 */
public final class Context {
    /**
     * A typed attribute. Two keys are the same only if they are the same object, so the class that owns the meaning
     * keeps the key. Between processes it is the name that counts.
     */
    public static final class Key<T> {
        private final String name;
        private final @Nullable WireFormat<T> format;

        private Key(String name, @Nullable WireFormat<T> format) {
            this.name = name;
            this.format = format;
        }

        /** A key of what stays in this process; the name is for people. */
        public static <T> Key<T> local(String name) {
            return new Key<>(name, null);
        }

        /** A key of what goes with each call that is made for this one, as far as the protocols have room for it. */
        public static <T> Key<T> sent(String name, WireFormat<T> format) {
            return new Key<>(name, format);
        }

        @SuppressWarnings("unchecked") // as in get
        private Optional<ByteString> write(Object value) {
            return format == null ? Optional.empty() : Optional.of(format.write((T) value));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What came with the call from another process, as it came. */
    private static final Key<Map<String, ByteString>> ARRIVED = Key.local("arrived");

    private final Timer timer;
    private final @Nullable Deadline deadline;
    private final Cancellation cancellation;
    private final @Nullable ConnectionInfo connection;
    private final Map<Key<?>, Object> attributes;

    private Context(
            Timer timer,
            @Nullable Deadline deadline,
            Cancellation cancellation,
            @Nullable ConnectionInfo connection,
            Map<Key<?>, Object> attributes) {
        this.timer = timer;
        this.deadline = deadline;
        this.cancellation = cancellation;
        this.connection = connection;
        this.attributes = attributes;
    }

    /** The context of a call that nothing came before: no deadline, no cancellation, the JVM's clock. */
    public static Context root() {
        return root(Timer.shared());
    }

    /** As {@link #root()}, on the given clock. */
    public static Context root(Timer timer) {
        return new Context(timer, null, Cancellation.none(), null, Map.of());
    }

    /** The context of the calls that come on {@code connection}; they are cancelled when it ends. */
    public static Context of(ConnectionInfo connection, Cancellation cancellation) {
        return new Context(connection.timer(), null, cancellation, connection, Map.of());
    }

    /** The clock of {@link #deadline()} and of every time-out on the way. */
    public Timer timer() {
        return timer;
    }

    public Optional<Deadline> deadline() {
        return Optional.ofNullable(deadline);
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    /** The connection that the call came on; empty for a call that began in this process. */
    public Optional<ConnectionInfo> connection() {
        return Optional.ofNullable(connection);
    }

    /** The attribute, if it is there. One that came from outside and cannot be read is not. */
    @SuppressWarnings("unchecked") // only with(Key<T>, T) puts a value under a Key<T>
    public <T> Optional<T> get(Key<T> key) {
        Object value = attributes.get(key);
        return value == null && key.format != null ? arrived(key.name, key.format) : Optional.ofNullable((T) value);
    }

    private <T> Optional<T> arrived(String name, WireFormat<T> format) {
        ByteString bytes = get(ARRIVED).orElse(Map.of()).get(name);
        try {
            return Optional.ofNullable(bytes).map(format::read);
        } catch (Failure unreadable) {
            return Optional.empty();
        }
    }

    public <T> Context with(Key<T> key, T value) {
        Map<Key<?>, Object> more = new HashMap<>(attributes);
        more.put(key, value);
        return new Context(timer, deadline, cancellation, connection, Map.copyOf(more));
    }

    /** What goes with a call that is made for this one to another process. */
    public SentContext toSend() {
        Map<String, ByteString> sent = new HashMap<>(get(ARRIVED).orElse(Map.of()));
        attributes.forEach((key, value) -> key.write(value).ifPresent(bytes -> sent.put(key.name, bytes)));
        return new SentContext(deadline().map(due -> due.left(timer)), sent);
    }

    Context withArrived(Map<String, ByteString> attributes) {
        return with(ARRIVED, attributes);
    }

    /** This context, due at {@code deadline} or at the deadline that it has, whichever is earlier. */
    public Context withDeadline(Deadline deadline) {
        Deadline earlier = this.deadline == null ? deadline : this.deadline.earlier(deadline);
        return new Context(timer, earlier, cancellation, connection, attributes);
    }

    /** This context, due {@code timeout} from now at the latest. */
    public Context withTimeout(Duration timeout) {
        return withDeadline(Deadline.after(timeout, timer));
    }

    /** This context with another cancellation, which should be {@link CancellationSource#within within} this one's. */
    public Context withCancellation(Cancellation cancellation) {
        return new Context(timer, deadline, cancellation, connection, attributes);
    }
}
