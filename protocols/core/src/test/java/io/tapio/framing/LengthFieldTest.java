package io.tapio.framing;

import io.tapio.codec.Codec;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.testkit.codec.CodecContract;
import io.tapio.testkit.codec.Oversized;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.util.ByteString;

class LengthFieldTest extends CodecContract<ByteString> {
    private static final int LIMIT = 1 << 20;
    private static final Codec<ByteString, ByteString> CODEC = Framing.lengthField(LengthField.ofWidth(4, LIMIT));

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
        return Stream.of("hello", "", "\n\n\n", "x".repeat(300), "")
                .map(ByteString::fromString)
                .toList();
    }

    @Override
    protected ByteString large() {
        return ByteString.fromString("x".repeat(LIMIT));
    }

    @Override
    protected Optional<Oversized> oversized() {
        return Optional.of(new Oversized(new byte[] {0, 0x10, 0, 1}, LIMIT));
    }
}
