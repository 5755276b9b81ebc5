package io.tapio.framing;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.codec.Codec;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.util.function.Supplier;
import org.apache.pekko.util.ByteString;

/** The framings, as codecs. */
public final class Framing {
    private Framing() {}

    /** Lines of text, UTF-8, up to {@code tapio.framing.max-line-bytes} of the application's configuration. */
    public static Codec<String, String> lines() {
        return lines(maxLineBytes(ConfigFactory.load()));
    }

    /**
     * Lines of text, UTF-8. A line ends with LF or CR LF, and with the stream; it is written with LF. A line that
     * contains LF, or ends with CR, cannot be written.
     *
     * @param maxBytes the longest line, without its end
     */
    public static Codec<String, String> lines(int maxBytes) {
        return lines(maxBytes, () -> new TextDecoder(maxBytes));
    }

    /**
     * As {@link #lines(int)}, but what the end of the stream cuts off is no line: for protocols, where half a message
     * must not be taken for a whole one.
     */
    public static Codec<String, String> wholeLines(int maxBytes) {
        return lines(maxBytes, () -> new LineDecoder(maxBytes));
    }

    private static Codec<String, String> lines(int maxBytes, Supplier<Decoder<String>> decoder) {
        return new Codec<String, String>(decoder, () -> Framing::writeLine)
                .withLimits(Bounded.by(Bound.bytes("bytes of a line", maxBytes, "tapio.framing.max-line-bytes")));
    }

    /** Frames that end with {@code delimiter}, which a frame cannot contain, of at most {@code maxBytes} without it. */
    public static Codec<ByteString, ByteString> delimiter(ByteString delimiter, int maxBytes) {
        byte[] delimiterBytes = delimiter.toArray();
        return codec(maxBytes, () -> new DelimiterDecoder(delimiterBytes, maxBytes), (frame, out) -> {
            // the end of the frame and the beginning of the delimiter may be a delimiter, too
            ByteString end = frame.takeRight(delimiter.size() - 1);
            if (frame.indexOfSlice(delimiter) >= 0 || end.concat(delimiter).indexOfSlice(delimiter) < end.size()) {
                throw refused("a frame that contains its delimiter cannot be written");
            }
            out.append(frame).append(delimiter);
        });
    }

    /** Frames of {@code bytes} bytes each. */
    public static Codec<ByteString, ByteString> fixed(int bytes) {
        return codec(bytes, () -> new FixedDecoder(bytes), (frame, out) -> {
            if (frame.size() != bytes) {
                throw refused("a frame of " + frame.size() + " bytes is not one of " + bytes);
            }
            out.append(frame);
        });
    }

    /** Frames behind a field that tells their length. */
    public static Codec<ByteString, ByteString> lengthField(LengthField field) {
        return codec(field.maxFrameBytes(), () -> new LengthFieldDecoder(field), (frame, out) -> {
            field.write(frame.size(), out);
            out.append(frame);
        });
    }

    private static Codec<ByteString, ByteString> codec(
            int maxBytes, Supplier<Decoder<ByteString>> decoder, Encoder<ByteString> encoder) {
        return new Codec<>(decoder, () -> encoder, Bounded.by(Bound.bytes("bytes of a frame", maxBytes, null)));
    }

    /** The longest line that {@code config} allows. */
    public static int maxLineBytes(Config config) {
        return Section.of(config, "tapio.framing").bytes("max-line-bytes");
    }

    private static void writeLine(String line, Output out) {
        if (line.indexOf('\n') >= 0 || line.endsWith("\r")) {
            throw refused("a line that contains a line feed, or ends with CR, cannot be written");
        }
        out.writeUtf8(line).writeByte('\n');
    }

    private static Failure refused(String why) {
        return Failure.at(Where.WRITE, Processed.NO, why);
    }

    static Failure tooLarge(String what, long bytes, int limit, String key) {
        return Failure.at(
                Where.DECODE,
                Processed.NO,
                what + " of " + bytes + " bytes is larger than the limit of " + limit + " bytes (" + key + ")");
    }
}
