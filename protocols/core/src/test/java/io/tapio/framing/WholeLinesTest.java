package io.tapio.framing;

import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.testkit.codec.CodecContract;
import io.tapio.testkit.codec.Oversized;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the end of the stream cuts off is no line: a law of frames that only their own end ends. */
class WholeLinesTest extends CodecContract<String> {
    private static final int LIMIT = 1 << 16;

    @Override
    protected Decoder<String> decoder() {
        return Framing.wholeLines(LIMIT).decoder().get();
    }

    @Override
    protected Encoder<String> encoder() {
        return Framing.wholeLines(LIMIT).encoder().get();
    }

    @Override
    protected List<String> frames() {
        return List.of("hello", "", "Zürich 東京 🚀", "\r in the middle\r.", "end");
    }

    @Override
    protected String large() {
        return "x".repeat(LIMIT);
    }

    @Override
    protected Optional<Oversized> oversized() {
        return Optional.of(new Oversized("x".repeat(LIMIT + 1).getBytes(StandardCharsets.US_ASCII), LIMIT));
    }
}
