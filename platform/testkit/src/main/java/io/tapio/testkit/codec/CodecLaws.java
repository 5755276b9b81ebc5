package io.tapio.testkit.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.testkit.random.Seed;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * What every codec keeps to, checked on example frames: each method is one law, and throws an AssertionError where it
 * does not hold.
 *
 * @param decoders makes the decoder of a connection
 * @param encoders makes the encoder of a connection, whose bytes that decoder reads
 * @param frames the examples, in the order in which they are sent
 * @param same whether a frame that was read is the one that was written
 */
public record CodecLaws<F>(
        Supplier<? extends Decoder<F>> decoders,
        Supplier<? extends Encoder<F>> encoders,
        List<F> frames,
        BiPredicate<? super F, ? super F> same) {
    private static final int CHUNKINGS = 200;
    private static final int SPOILED = 2000;
    private static final int MOST_STEPS = 1000;

    /** What is written is read, each frame from its own bytes and from no more. */
    public void whatIsWrittenIsRead() {
        check(read(new int[] {}));
    }

    /** The frames are the same wherever the bytes are cut in two. */
    public void anyCutGivesTheSameFrames() {
        for (int cut = 1; cut < bytes().length; cut++) {
            check(read(new int[] {cut}));
        }
    }

    /** The frames are the same when the bytes come one by one. */
    public void singleBytesGiveTheSameFrames() {
        byte[] bytes = bytes();
        Reader<F> reader = reader();
        for (int at = 0; at < bytes.length; at++) {
            reader.feed(bytes, at, at + 1);
        }
        check(reader);
    }

    /** The frames are the same in chunks of any sizes. */
    public void randomChunksGiveTheSameFrames() {
        int length = bytes().length;
        Seed.run(random -> {
            for (int i = 0; i < CHUNKINGS; i++) {
                check(read(random.ints(random.nextInt(1, 12), 0, length + 1)
                        .sorted()
                        .toArray()));
            }
        });
    }

    /** An encoder that may stop when its window is full writes the same bytes in the end. */
    public void anEncoderThatYieldsWritesTheSameBytes() {
        Encoder<F> encoder = encoders.get();
        Output out = new Output(1);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        for (F frame : frames) {
            boolean complete = false;
            while (!complete) {
                complete = encoder.encodeSome(frame, out);
                assertThat(complete || out.isFull())
                        .as("an encoder stops only when the output is full")
                        .isTrue();
                written.writeBytes(out.take().toArray());
            }
        }
        assertThat(written.toByteArray()).isEqualTo(bytes());
    }

    /**
     * A stream that is cut off gives the frames before the cut, and then nothing, or a failure at {@code CLOSED}. Up to
     * there it is known whether a frame is unfinished.
     *
     * @param lastMayEndWithStream whether the end of the stream may end a frame, as it ends the last line
     */
    public void aStreamCutOffGivesNoOtherFrame(boolean lastMayEndWithStream) {
        byte[] bytes = bytes();
        List<Integer> ends = ends();
        for (int cut = 0; cut < bytes.length; cut++) {
            int whole = before(cut, ends);
            Reader<F> reader = reader();
            reader.feed(bytes, 0, cut);
            check(reader, whole);
            boolean between = cut == 0 || ends.contains(cut);
            assertThat(reader.isInFrame())
                    .as("inside a frame, after %d bytes", cut)
                    .isNotEqualTo(between);
            try {
                reader.end();
            } catch (Failure failure) {
                assertThat(failure.where())
                        .as("the failure of a stream cut at " + cut)
                        .isEqualTo(Where.CLOSED);
                assertThat(between)
                        .as("failed, but the stream ended between frames, at " + cut)
                        .isFalse();
            }
            if (!lastMayEndWithStream || between) {
                check(reader, whole);
            }
        }
    }

    /** A frame that is too large is refused at {@code DECODE}, and the message names its size and the limit. */
    public void aFrameThatIsTooLargeIsRefused(Oversized oversized) {
        Hostile.isRefused(reader(), oversized, oversized.bytes().length);
        Hostile.isRefused(reader(), oversized, Math.max(1, oversized.bytes().length / MOST_STEPS));
    }

    /**
     * The work for a frame of n bytes is O(n) when they come one by one: a decoder remembers how far it has looked.
     * Measured as processor time of this thread, with room for one that is fifty times as slow as it should be.
     *
     * @param large a frame of at least 64 KiB, or as near to it as the codec allows
     */
    public void theWorkIsLinear(F large) {
        Output out = new Output(1);
        encoders.get().encode(large, out);
        Effort.check(decoders.get(), out.take().toArray());
    }

    /** Noise, and good bytes with some spoiled, give frames, nothing, or a failure, and never anything else. */
    public void noiseGivesNothingButFailures() {
        byte[] good = bytes();
        Seed.run(random -> {
            for (int i = 0; i < SPOILED; i++) {
                Hostile.read(
                        reader(), random.nextBoolean() ? Hostile.spoiled(good, random) : Hostile.noise(random), random);
            }
        });
    }

    private Reader<F> reader() {
        return new Reader<>(decoders.get());
    }

    private Reader<F> read(int[] cuts) {
        byte[] bytes = bytes();
        Reader<F> reader = reader();
        int from = 0;
        for (int cut : cuts) {
            reader.feed(bytes, from, cut);
            from = cut;
        }
        reader.feed(bytes, from, bytes.length);
        return reader;
    }

    private void check(Reader<F> reader) {
        check(reader, frames.size());
        assertThat(reader.unread()).as("bytes left unread").isZero();
    }

    private void check(Reader<F> reader, int count) {
        List<F> read = reader.frames();
        assertThat(read).as("the frames").hasSize(count);
        for (int i = 0; i < count; i++) {
            F expected = frames.get(i);
            F actual = read.get(i);
            assertThat(same.test(actual, expected))
                    .as("frame %d: %s is %s", i, actual, expected)
                    .isTrue();
        }
    }

    private byte[] bytes() {
        Output out = new Output(1);
        Encoder<F> encoder = encoders.get();
        frames.forEach(frame -> encoder.encode(frame, out));
        return out.take().toArray();
    }

    /** Where each frame ends. */
    private List<Integer> ends() {
        Output out = new Output(1);
        Encoder<F> encoder = encoders.get();
        List<Integer> ends = new ArrayList<>();
        frames.forEach(frame -> {
            encoder.encode(frame, out);
            ends.add(out.size());
        });
        return ends;
    }

    private static int before(int cut, List<Integer> ends) {
        return (int) ends.stream().filter(end -> end <= cut).count();
    }
}
