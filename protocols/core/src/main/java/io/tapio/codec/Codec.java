package io.tapio.codec;

import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How one side of a protocol reads and writes: a decoder and an encoder for each connection. On a server {@code I} are
 * requests and {@code O} replies, on a client the other way round.
 *
 * @param decoder makes the decoder of a new connection
 * @param encoder makes the encoder of a new connection
 */
public record Codec<I, O>(Supplier<? extends Decoder<I>> decoder, Supplier<? extends Encoder<O>> encoder) {

    /** The same bytes as other types; what {@code read} throws makes the stream corrupt. */
    public <I2, O2> Codec<I2, O2> map(Function<? super I, ? extends I2> read, Function<? super O2, ? extends O> write) {
        return new Codec<>(
                () -> {
                    Decoder<I> inner = decoder.get();
                    return in -> mapped(inner.decode(in), read);
                },
                () -> {
                    Encoder<O> inner = encoder.get();
                    return (frame, out) -> inner.encode(write.apply(frame), out);
                });
    }

    private static <I, I2> @Nullable I2 mapped(@Nullable I frame, Function<? super I, ? extends I2> read) {
        return frame == null ? null : read.apply(frame);
    }
}
