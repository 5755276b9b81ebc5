package io.tapio.framing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.failure.Failure;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.testkit.codec.CodecContract;
import io.tapio.testkit.codec.Oversized;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class FixedTest extends CodecContract<ByteString> {
    private static final int SIZE = 8;

    @Override
    protected Decoder<ByteString> decoder() {
        return Framing.fixed(SIZE).decoder().get();
    }

    @Override
    protected Encoder<ByteString> encoder() {
        return Framing.fixed(SIZE).encoder().get();
    }

    @Override
    protected List<ByteString> frames() {
        return List.of(ByteString.fromString("12345678"), ByteString.fromInts(0, 10, 13, 0, -1, -2, 0, 0), large());
    }

    @Override
    protected ByteString large() {
        return ByteString.fromString("87654321");
    }

    @Override
    protected Optional<Oversized> oversized() {
        return Optional.empty();
    }

    @Test
    void aFrameOfAnotherSizeCannotBeWritten() {
        assertThatThrownBy(() -> encoder().encode(ByteString.fromString("seven.."), new Output(1)))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("7", "8");
    }

    @Test
    void aFrameHasAtLeastOneByte() {
        assertThatThrownBy(() -> Framing.fixed(0).decoder().get()).isInstanceOf(IllegalArgumentException.class);
    }
}
