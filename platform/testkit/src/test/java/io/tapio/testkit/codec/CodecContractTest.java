package io.tapio.testkit.codec;

import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import java.util.List;
import java.util.Optional;

class CodecContractTest extends CodecContract<String> {
    @Override
    protected Decoder<String> decoder() {
        return new LengthPrefixed();
    }

    @Override
    protected Encoder<String> encoder() {
        return LengthPrefixed::encode;
    }

    @Override
    protected List<String> frames() {
        return List.of("hello", "", "\n\0", "x".repeat(300));
    }

    @Override
    protected String large() {
        return "x".repeat(LengthPrefixed.LIMIT);
    }

    @Override
    protected Optional<Oversized> oversized() {
        return Optional.of(new Oversized(new byte[] {(byte) 0xff, 0}, LengthPrefixed.LIMIT));
    }
}
