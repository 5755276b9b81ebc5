package io.tapio.framing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.codec.Codec;
import io.tapio.failure.Failure;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.testkit.codec.CodecContract;
import io.tapio.testkit.codec.Oversized;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelimiterTest extends CodecContract<ByteString> {
    private static final int LIMIT = 1 << 16;
    private static final Codec<ByteString, ByteString> CODEC = Framing.delimiter(ByteString.fromString("||"), LIMIT);

    @Override
    protected Decoder<ByteString> decoder() {
        return CODEC.decoder().get();
    }

    @Override
    protected Encoder<ByteString> encoder() {
        return CODEC.encoder().get();
    }

    @Override
    protected List<ByteString> frames() {
        return Stream.of("hello", "", "|one", "a|b|c", "", "end")
                .map(ByteString::fromString)
                .toList();
    }

    @Override
    protected ByteString large() {
        return ByteString.fromString("x".repeat(LIMIT));
    }

    @Override
    protected Optional<Oversized> oversized() {
        return Optional.of(
                new Oversized(ByteString.fromString("x".repeat(LIMIT + 2)).toArray(), LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a||b", "||", "its end and the delimiter's beginning are a delimiter|"})
    void aFrameThatWouldBeReadAsAnotherCannotBeWritten(String frame) {
        assertThatThrownBy(() -> encoder().encode(ByteString.fromString(frame), new Output(1)))
                .isInstanceOf(Failure.class);
    }

    @Test
    void aDelimiterHasAtLeastOneByte() {
        assertThatThrownBy(() -> new DelimiterDecoder(new byte[0], 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
