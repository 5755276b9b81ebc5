package io.tapio.line;

import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.testkit.codec.CodecContract;
import io.tapio.testkit.codec.Oversized;
import java.util.List;
import java.util.Optional;

/** All that it takes to hold a codec to the laws. */
class LineCodecTest extends CodecContract<String> {
    private static final int LIMIT = 64 * 1024; // tapio.framing.max-line-bytes

    @Override
    protected Decoder<String> decoder() {
        return Line.server().codec().decoder().get();
    }

    @Override
    protected Encoder<String> encoder() {
        return Line.server().codec().encoder().get();
    }

    @Override
    protected List<String> frames() {
        return List.of("hello", "", "error: a text like any other", "東京");
    }

    @Override
    protected String large() {
        return "x".repeat(LIMIT);
    }

    @Override
    protected Optional<Oversized> oversized() {
        return Optional.of(new Oversized(new byte[LIMIT + 1], LIMIT));
    }

    @Override
    protected boolean lastMayEndWithStream() {
        return true;
    }
}
