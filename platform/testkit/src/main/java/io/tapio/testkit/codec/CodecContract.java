package io.tapio.testkit.codec;

import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The laws of a codec as a test class: extend it, say how to make the codec and give examples.
 *
 * <p>Where requests and replies differ, extend it once for each, with the encoder of one side and the decoder of the
 * other.
 */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class CodecContract<F> {
    /** A new decoder. */
    protected abstract Decoder<F> decoder();

    /** A new encoder, whose bytes the decoder reads. */
    protected abstract Encoder<F> encoder();

    /** Frames of every kind, the empty one included; together a few hundred bytes, for they are cut in many ways. */
    protected abstract List<F> frames();

    /** A large frame: 64 KiB, if the codec allows that much. */
    protected abstract F large();

    /** Bytes that are too many, or empty if a frame of this codec cannot be too large. */
    protected abstract Optional<Oversized> oversized();

    /** Whether the end of the stream may end the last frame; if not, a frame without an end is never handed on. */
    protected boolean lastMayEndWithStream() {
        return false;
    }

    /** Whether a frame that was read is the one that was written. */
    protected boolean same(F read, F written) {
        return Objects.equals(read, written);
    }

    private CodecLaws<F> laws() {
        return new CodecLaws<>(this::decoder, this::encoder, frames(), this::same);
    }

    @Test
    public void whatIsWrittenIsRead() {
        laws().whatIsWrittenIsRead();
    }

    @Test
    public void anyCutGivesTheSameFrames() {
        laws().anyCutGivesTheSameFrames();
    }

    @Test
    public void singleBytesGiveTheSameFrames() {
        laws().singleBytesGiveTheSameFrames();
    }

    @Test
    public void randomChunksGiveTheSameFrames() {
        laws().randomChunksGiveTheSameFrames();
    }

    @Test
    public void anEncoderThatYieldsWritesTheSameBytes() {
        laws().anEncoderThatYieldsWritesTheSameBytes();
    }

    @Test
    public void aStreamCutOffGivesNoOtherFrame() {
        laws().aStreamCutOffGivesNoOtherFrame(lastMayEndWithStream());
    }

    @Test
    public void aFrameThatIsTooLargeIsRefused() {
        oversized().ifPresent(laws()::aFrameThatIsTooLargeIsRefused);
    }

    @Test
    public void noiseGivesNothingButFailures() {
        laws().noiseGivesNothingButFailures();
    }

    @Test
    public void theWorkIsLinear() {
        laws().theWorkIsLinear(large());
    }
}
