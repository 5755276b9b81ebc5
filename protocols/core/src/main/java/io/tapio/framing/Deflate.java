package io.tapio.framing;

import com.typesafe.config.Config;
import io.tapio.codec.Codec;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.apache.pekko.util.ByteString;

/**
 * Every frame compressed by itself, in the zlib format (RFC 1950). A few bytes can stand for a thousand times as many,
 * so what they become is bounded: reading stops at the limit, whatever the frame still holds.
 *
 * @param maxBytes the most bytes of one frame that was compressed
 */
public record Deflate(int maxBytes) implements Layer {
    private static final int CHUNK = 8 * 1024;

    /** With the limit {@code tapio.framing.max-inflated-bytes} of {@code config}. */
    public static Deflate from(Config config) {
        return new Deflate(Section.of(config, "tapio.framing").bytes("max-inflated-bytes"));
    }

    @Override
    public Codec<ByteString, ByteString> over(Codec<ByteString, ByteString> below) {
        return Layer.super
                .over(below)
                .withLimits(Bounded.by(Bound.bytes(
                        "bytes of a frame that was compressed", maxBytes, "tapio.framing.max-inflated-bytes")));
    }

    @Override
    public ByteString read(ByteString frame) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(frame.toArrayUnsafe());
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk, 0, (int) Math.min(CHUNK, maxBytes + 1L - content.size()));
                content.write(chunk, 0, count);
                if (content.size() > maxBytes) {
                    throw fault("a frame of " + frame.size() + " bytes inflates to more than " + maxBytes
                            + " bytes (tapio.framing.max-inflated-bytes)");
                } else if (count == 0 && !inflater.finished()) {
                    throw fault("a frame of " + frame.size() + " bytes ends inside its compressed content");
                }
            }
            if (inflater.getRemaining() > 0) {
                throw fault(inflater.getRemaining() + " bytes of a frame lie behind its compressed content");
            }
            return ByteString.fromArrayUnsafe(content.toByteArray());
        } catch (DataFormatException corrupt) {
            throw fault("a frame of " + frame.size() + " bytes cannot be inflated: " + corrupt.getMessage());
        } finally {
            inflater.end();
        }
    }

    @Override
    public ByteString write(ByteString frame) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(frame.toArrayUnsafe());
            deflater.finish();
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            while (!deflater.finished()) {
                compressed.write(chunk, 0, deflater.deflate(chunk));
            }
            return ByteString.fromArrayUnsafe(compressed.toByteArray());
        } finally {
            deflater.end();
        }
    }

    private static Failure fault(String message) {
        return Failure.at(Where.DECODE, Processed.NO, message);
    }
}
