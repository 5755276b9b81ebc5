package io.tapio.testkit.words;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The codec of a peer to which a message is one thing, though it has several frames on the wire. */
final class Assembled {
    private Assembled() {}

    /**
     * Puts a message together.
     *
     * @param <F> frames
     */
    interface Assembly<F> {
        /** The message that {@code frame} completes, or null if there is more to come. */
        @Nullable
        Message<String> add(F frame);
    }

    static <I, O> Codec<Message<String>, Message<String>> of(
            Codec<I, O> frames, Supplier<Assembly<I>> assembly, Function<Message<String>, List<O>> apart) {
        return new Codec<>(
                () -> new Reader<>(frames.decoder().get(), assembly.get()),
                () -> new Writer<>(frames.encoder().get(), apart));
    }

    private record Reader<I>(Decoder<I> frames, Assembly<I> assembly) implements Decoder<Message<String>> {
        @Override
        public @Nullable Message<String> decode(ByteBuffer in) {
            for (I frame = frames.decode(in); frame != null; frame = frames.decode(in)) {
                Message<String> message = assembly.add(frame);
                if (message != null) {
                    return message;
                }
            }
            return null;
        }
    }

    private record Writer<O>(Encoder<O> frames, Function<Message<String>, List<O>> apart)
            implements Encoder<Message<String>> {
        @Override
        public void encode(Message<String> message, Output out) {
            apart.apply(message).forEach(frame -> frames.encode(frame, out));
        }
    }
}
