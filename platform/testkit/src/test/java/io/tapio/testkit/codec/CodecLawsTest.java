package io.tapio.testkit.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each law finds the decoder that breaks it. */
class CodecLawsTest {
    private static final List<String> FRAMES = List.of("hello", "", "x".repeat(300));

    @Test
    void aDecoderThatTakesWhatItDoesNotUnderstandYetLosesFrames() {
        CodecLaws<String> laws = laws(() -> new LengthPrefixed() {
            @Override
            public String decode(ByteBuffer in) {
                String frame = super.decode(in);
                in.position(frame == null ? in.limit() : in.position());
                return frame;
            }
        });

        laws.whatIsWrittenIsRead();
        breaks(laws::anyCutGivesTheSameFrames);
        breaks(laws::singleBytesGiveTheSameFrames);
        breaks(laws::randomChunksGiveTheSameFrames);
    }

    @Test
    void aDecoderThatLooksBeyondTheLimitIsFound() {
        CodecLaws<String> laws = laws(() -> in -> {
            ByteBuffer more = ByteBuffer.wrap(in.array(), in.arrayOffset() + in.position(), in.remaining() + 1);
            String frame = new LengthPrefixed().decode(more.slice());
            in.position(frame == null ? in.position() : in.position() + Math.min(in.remaining(), frame.length() + 2));
            return frame;
        });

        breaks(laws::anyCutGivesTheSameFrames);
    }

    @Test
    void aDecoderThatGivesHalfAFrameAtTheEndIsFound() {
        CodecLaws<String> laws = laws(() -> new LengthPrefixed() {
            @Override
            public String decodeEof(ByteBuffer in) {
                String frame = decode(in);
                if (frame == null && in.hasRemaining()) {
                    in.position(in.limit());
                    return "half";
                }
                return frame;
            }
        });

        breaks(() -> laws.aStreamCutOffGivesNoOtherFrame(false));
        laws.aStreamCutOffGivesNoOtherFrame(true);
    }

    @Test
    void aDecoderThatThrowsAnythingElseIsFound() {
        breaks(laws(() -> in -> {
            throw new ArrayIndexOutOfBoundsException(7);
        })::noiseGivesNothingButFailures);
    }

    @Test
    void aDecoderThatGivesFramesWithoutEndIsFound() {
        breaks(laws(() -> in -> "again")::noiseGivesNothingButFailures);
    }

    @Test
    void aDecoderThatRefusesWithoutBothNumbersIsFound() {
        CodecLaws<String> laws = laws(() -> in -> {
            throw Failure.at(Where.DECODE, Processed.NO, "larger than 10");
        });

        breaks(() -> laws.aFrameThatIsTooLargeIsRefused(new Oversized(new byte[20], 10)));
    }

    @Test
    void aDecoderThatDoesNotRefuseIsFound() {
        breaks(() -> laws(LengthPrefixed::new).aFrameThatIsTooLargeIsRefused(new Oversized(new byte[20], 10)));
    }

    @Test
    void aDecoderThatLooksAtEveryByteAgainIsFound() {
        CodecLaws<String> laws = laws(() -> new LengthPrefixed() {
            private int sum;

            @Override
            public String decode(ByteBuffer in) {
                for (int i = in.position(); i < in.limit(); i++) {
                    sum += in.get(i);
                }
                return sum == Integer.MIN_VALUE ? null : super.decode(in);
            }
        });

        breaks(() -> laws.theWorkIsLinear("x".repeat(LengthPrefixed.LIMIT)));
    }

    @Test
    void aFrameThatKeepsBytesThatWereNotTakenIsFound() {
        boolean[] rest = {false};
        Decoder<ByteBuffer> early = in -> {
            if (rest[0] && in.hasRemaining()) {
                in.get();
                rest[0] = false;
            }
            if (in.remaining() < 2) {
                return null;
            }
            ByteBuffer frame = in.slice(in.position() + 1, 1);
            in.get();
            rest[0] = true;
            return frame;
        };
        Encoder<ByteBuffer> encoder = (frame, out) -> out.writeByte(0).writeByte(frame.get(0));
        List<ByteBuffer> frames = List.of(ByteBuffer.wrap(new byte[] {7}));
        CodecLaws<ByteBuffer> laws = new CodecLaws<>(() -> early, () -> encoder, frames, ByteBuffer::equals);

        breaks(laws::whatIsWrittenIsRead);
    }

    @Test
    void aFrameMayKeepTheBytesThatItHasTaken() {
        Decoder<ByteBuffer> sharing = in -> {
            ByteBuffer frame = in.hasRemaining() ? in.slice(in.position(), 1) : null;
            in.position(frame == null ? in.position() : in.position() + 1);
            return frame;
        };
        Encoder<ByteBuffer> encoder = (frame, out) -> out.writeByte(frame.get(0));
        List<ByteBuffer> frames = List.of(ByteBuffer.wrap(new byte[] {7}), ByteBuffer.wrap(new byte[] {8}));

        new CodecLaws<>(() -> sharing, () -> encoder, frames, ByteBuffer::equals).whatIsWrittenIsRead();
    }

    @Test
    void anEncoderThatStopsInTheMiddleForNoReasonIsFound() {
        Encoder<String> lazy = new Encoder<>() {
            @Override
            public void encode(String frame, Output out) {
                LengthPrefixed.encode(frame, out);
            }

            @Override
            public boolean encodeSome(String frame, Output out) {
                return false;
            }
        };

        breaks(
                new CodecLaws<>(LengthPrefixed::new, () -> lazy, FRAMES, String::equals)
                        ::anEncoderThatYieldsWritesTheSameBytes);
    }

    @Test
    void aFailureNamesTheFrameThatIsWrong() {
        CodecLaws<String> laws = laws(() -> new LengthPrefixed() {
            @Override
            public String decode(ByteBuffer in) {
                String frame = super.decode(in);
                return frame == null ? null : frame.replace('l', 'L');
            }
        });

        assertThatThrownBy(laws::whatIsWrittenIsRead).hasMessageContaining("frame 0: heLLo is hello");
    }

    private static void breaks(Runnable law) {
        assertThatThrownBy(law::run).isInstanceOf(AssertionError.class);
    }

    private static CodecLaws<String> laws(Supplier<Decoder<String>> decoders) {
        return new CodecLaws<>(decoders, () -> LengthPrefixed::encode, FRAMES, String::equals);
    }
}
