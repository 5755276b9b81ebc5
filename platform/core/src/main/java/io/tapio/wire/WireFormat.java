package io.tapio.wire;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;

/** Writes values of one type for another process, and reads them there. Thread-safe, and keeps no state. */
public interface WireFormat<T> {
    ByteString write(T value);

    /** @throws Failure at {@link Where#DECODE} if the bytes are no such value */
    T read(ByteString bytes);

    /** Bytes as they are. */
    static WireFormat<ByteString> bytes() {
        return of(Function.identity(), Function.identity());
    }

    /** Text in UTF-8. */
    static WireFormat<String> text() {
        return of(ByteString::fromString, ByteString::utf8String);
    }

    /** Fields by name, in the order of the map; each has a format of its own. */
    static WireFormat<Map<String, ByteString>> fields() {
        return of(Fields::write, Fields::read);
    }

    /** All that a {@link Failure} says; of its cause the words alone. */
    static WireFormat<Failure> failure() {
        return fields().map(FailureFields::read, FailureFields::write);
    }

    /** What {@code read} throws, unless it is a failure, means that the bytes are no such value. */
    static <T> WireFormat<T> of(Function<? super T, ByteString> write, Function<? super ByteString, ? extends T> read) {
        return new WireFormat<>() {
            @Override
            public ByteString write(T value) {
                return write.apply(value);
            }

            @Override
            public T read(ByteString bytes) {
                try {
                    return read.apply(bytes);
                } catch (Failure failure) {
                    throw failure;
                } catch (RuntimeException thrown) {
                    throw Failure.at(Where.DECODE, Processed.NO, "cannot be read: " + thrown.getMessage())
                            .withCause(thrown);
                }
            }
        };
    }

    /** The same bytes for another type. */
    default <U> WireFormat<U> map(Function<? super T, ? extends U> read, Function<? super U, ? extends T> write) {
        return of(value -> write(write.apply(value)), bytes -> read.apply(read(bytes)));
    }
}
