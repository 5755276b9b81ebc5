package io.tapio.codec;

import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.settings.Bounded;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * How one side of a protocol reads and writes: a decoder and an encoder for each connection. On a server {@code I} are
 * requests and {@code O} replies, on a client the other way round.
 *
 * @param decoder makes the decoder of a new connection
 * @param encoder makes the encoder of a new connection
 * @param limits what the decoder refuses, beside a frame larger than {@code tapio.codec.max-frame-bytes}
 */
public record Codec<I, O>(
        Supplier<? extends Decoder<I>> decoder, Supplier<? extends Encoder<O>> encoder, Bounded limits) {

    public Codec(Supplier<? extends Decoder<I>> decoder, Supplier<? extends Encoder<O>> encoder) {
        this(decoder, encoder, Bounded.NOTHING);
    }

    /** The same codec, which tells of these limits beside those that it has told of. */
    public Codec<I, O> withLimits(Bounded more) {
        return new Codec<>(decoder, encoder, limits.and(more));
    }

    /** The same bytes as other types. What {@code read} throws makes the stream corrupt, which ends the connection. */
    public <I2, O2> Codec<I2, O2> map(Function<? super I, ? extends I2> read, Function<? super O2, ? extends O> write) {
        return new Codec<>(
                () -> new MappedDecoder<I, I2>(decoder.get(), read),
                () -> new MappedEncoder<O, O2>(encoder.get(), write),
                limits);
    }

    /**
     * As {@link #map}, for frames whose end is known whatever is in them: one that {@code read} throws at is a
     * {@link BadFrame}. It is answered with the protocol's error frame, and the connection goes on.
     */
    public <I2, O2> Codec<I2, O2> mapOrSkip(
            Function<? super I, ? extends I2> read, Function<? super O2, ? extends O> write) {
        return map(frame -> orBad(frame, read), write);
    }

    private static <I, I2> I2 orBad(I frame, Function<? super I, ? extends I2> read) {
        try {
            return read.apply(frame);
        } catch (BadFrame bad) {
            throw bad;
        } catch (RuntimeException thrown) {
            throw BadFrame.of(DecoderStage.fault(thrown));
        }
    }

    /** Bytes from the wire to frames, as a dispatch takes them. */
    public Flow<ByteString, Frames<I>, NotUsed> reading(CodecSettings settings) {
        return Flow.fromGraph(new DecoderStage<>(decoder, settings, limits));
    }

    /** Frames to bytes for the wire, as a dispatch gives them. */
    public Flow<Frames<O>, ByteString, NotUsed> writing(CodecSettings settings) {
        return Flow.fromGraph(new EncoderStage<>(encoder, settings.writeWindowBytes()));
    }

    /** Bytes from the wire to single frames. */
    public Flow<ByteString, I, NotUsed> decoding(CodecSettings settings) {
        return reading(settings).via(Frames.spread());
    }

    /** Single frames to bytes for the wire. */
    public Flow<O, ByteString, NotUsed> encoding(CodecSettings settings) {
        return Frames.<O>gathered().via(writing(settings));
    }

    /** Both directions, with the wire at the bottom: {@code dispatch.join(codec.stages(settings).reversed())}. */
    public BidiFlow<ByteString, I, O, ByteString, NotUsed> stages(CodecSettings settings) {
        return BidiFlow.fromFlows(decoding(settings), encoding(settings));
    }

    private record MappedDecoder<I, I2>(Decoder<I> inner, Function<? super I, ? extends I2> read)
            implements Decoder<I2> {
        @Override
        public @Nullable I2 decode(ByteBuffer in) {
            return mapped(inner.decode(in));
        }

        @Override
        public @Nullable I2 decodeEof(ByteBuffer in) {
            return mapped(inner.decodeEof(in));
        }

        @Override
        public boolean isInFrame() {
            return inner.isInFrame();
        }

        private @Nullable I2 mapped(@Nullable I frame) {
            return frame == null ? null : read.apply(frame);
        }
    }

    private static final class MappedEncoder<O, O2> implements Encoder<O2> {
        private final Encoder<O> inner;
        private final Function<? super O2, ? extends O> write;
        private @Nullable O unfinished;

        MappedEncoder(Encoder<O> inner, Function<? super O2, ? extends O> write) {
            this.inner = inner;
            this.write = write;
        }

        @Override
        public void encode(O2 frame, Output out) {
            inner.encode(write.apply(frame), out);
        }

        @Override
        public boolean encodeSome(O2 frame, Output out) {
            O mapped = unfinished == null ? write.apply(frame) : unfinished;
            boolean complete = inner.encodeSome(mapped, out);
            unfinished = complete ? null : mapped;
            return complete;
        }
    }
}
