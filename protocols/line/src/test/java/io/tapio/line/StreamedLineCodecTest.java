package io.tapio.line;

import io.tapio.dispatch.streaming.pipeline.Part;
import io.tapio.framing.Framing;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.testkit.codec.CodecContract;
import io.tapio.testkit.codec.Oversized;
import java.util.List;
import java.util.Optional;

class StreamedLineCodecTest extends CodecContract<Part<String, String>> {
    private static final int LIMIT = 64 * 1024;

    @Override
    protected Decoder<Part<String, String>> decoder() {
        return StreamedLine.over(Framing.lines(LIMIT)).decoder().get();
    }

    @Override
    protected Encoder<Part<String, String>> encoder() {
        return StreamedLine.over(Framing.lines(LIMIT)).encoder().get();
    }

    @Override
    protected List<Part<String, String>> frames() {
        return List.of(
                new Part.Head<>("hello", false),
                new Part.Head<>("", false),
                new Part.Head<>("put", true),
                new Part.Chunk<>("a chunk"),
                new Part.Chunk<>(""),
                new Part.Chunk<>("}"),
                new Part.Chunk<>("\\} {"),
                new Part.End<>(),
                new Part.Head<>("", true),
                new Part.End<>(),
                new Part.Head<>("äöü", false));
    }

    @Override
    protected Part<String, String> large() {
        return new Part.Head<>("x".repeat(LIMIT), false);
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
