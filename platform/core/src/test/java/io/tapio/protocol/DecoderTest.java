package io.tapio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DecoderTest {
    private static final Decoder<Byte> PAIRS = in -> in.remaining() < 2 ? null : (byte) (in.get() + in.get());

    @Test
    void byDefaultTheEndGivesTheFramesThatAreLeft() {
        ByteBuffer in = ByteBuffer.wrap(new byte[] {1, 2, 3, 4});

        assertThat(PAIRS.decodeEof(in)).isEqualTo((byte) 3);
        assertThat(PAIRS.decodeEof(in)).isEqualTo((byte) 7);
        assertThat(PAIRS.decodeEof(in)).isNull();
    }

    @Test
    void byDefaultBytesThatAreLeftAtTheEndAreAnUnfinishedFrame() {
        Failure failure = catchThrowableOfType(Failure.class, () -> PAIRS.decodeEof(ByteBuffer.wrap(new byte[] {1})));

        assertThat(failure.where()).isEqualTo(Where.CLOSED);
        assertThat(failure).hasMessageContaining("1 bytes");
    }
}
