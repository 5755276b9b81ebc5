package io.tapio.line;

import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.dispatch.streaming.pipeline.Part;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.Filter;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lines of the streaming form.
 *
 * <pre>
 *   text            a message without a body
 *   text {          a message whose body follows, a chunk a line
 *   chunk
 *   \}              a chunk that begins with } or \ has a \ before it
 *   }               the body is complete
 *   }! reason       the body has broken off
 * </pre>
 */
final class StreamedLine {
    private static final String BODY = " {";
    private static final String END = "}";
    private static final String BROKEN = "}! ";
    private static final String ESCAPE = "\\";

    private StreamedLine() {}

    static Codec<Part<String, String>, Part<String, String>> over(Codec<String, String> lines) {
        return new Codec<>(
                () -> new Reader(lines.decoder().get()),
                () -> new Writer(lines.encoder().get()));
    }

    /** Fails the call of a request that would be read as something else, and sends nothing. */
    static Filter<
                    Streamed<String, String>,
                    Streamed<String, String>,
                    Streamed<String, String>,
                    Streamed<String, String>>
            requests() {
        return next -> (context, request) -> isWritable(request)
                ? next.call(context, request)
                : CompletableFuture.failedFuture(Failure.at(
                        Where.WRITE,
                        Processed.NO,
                        "the request has more than one line, or ends with ' {' and has no body"));
    }

    private static boolean isWritable(Streamed<String, String> message) {
        return OneLine.isOneLine(message.head())
                && !(message.head().endsWith(BODY) && message.body().isEmpty());
    }

    /** Knows whether it is in a body. */
    private static final class Reader implements Decoder<Part<String, String>> {
        private final Decoder<String> lines;
        private boolean inBody;

        Reader(Decoder<String> lines) {
            this.lines = lines;
        }

        @Override
        public @Nullable Part<String, String> decode(ByteBuffer in) {
            return part(lines.decode(in));
        }

        @Override
        public @Nullable Part<String, String> decodeEof(ByteBuffer in) {
            return part(lines.decodeEof(in));
        }

        @Override
        public boolean isInFrame() {
            return lines.isInFrame();
        }

        private @Nullable Part<String, String> part(@Nullable String line) {
            if (line == null) {
                return null;
            }
            if (!inBody) {
                inBody = line.endsWith(BODY);
                String head = inBody ? line.substring(0, line.length() - BODY.length()) : line;
                return new Part.Head<>(head, inBody);
            }
            if (!line.startsWith(END)) {
                return new Part.Chunk<>(line.startsWith(ESCAPE) ? line.substring(ESCAPE.length()) : line);
            }
            inBody = false;
            return end(line);
        }
    }

    private static Part<String, String> end(String line) {
        if (line.equals(END)) {
            return new Part.End<>();
        }
        if (line.startsWith(BROKEN)) {
            return new Part.Broken<>(Failure.at(Where.SERVICE, Processed.MAYBE, line.substring(BROKEN.length())));
        }
        throw Failure.at(
                Where.DECODE,
                Processed.NO,
                "a body ends with '}' or '}! reason', and a chunk that begins with } has a \\ before it; this is: "
                        + line.substring(0, Math.min(line.length(), 20)));
    }

    private record Writer(Encoder<String> lines) implements Encoder<Part<String, String>> {
        @Override
        public void encode(Part<String, String> part, Output out) {
            lines.encode(line(part), out);
        }

        private static String line(Part<String, String> part) {
            if (part instanceof Part.Head<String, String> head) {
                return head(head.head(), head.hasBody());
            } else if (part instanceof Part.Chunk<String, String> chunk) {
                String text = chunk.chunk();
                return text.startsWith(END) || text.startsWith(ESCAPE) ? ESCAPE + text : text;
            } else if (part instanceof Part.Broken<String, String> broken) {
                return BROKEN + ErrorLine.reason(broken.why());
            }
            return END;
        }

        /** A head that would be read as something else becomes an error line. */
        private static String head(String text, boolean hasBody) {
            if (!OneLine.isOneLine(text) || (!hasBody && text.endsWith(BODY))) {
                String problem = ErrorLine.PREFIX + "the reply has more than one line, or ends with ' {'";
                return hasBody ? problem + BODY : problem;
            }
            return hasBody ? text + BODY : text;
        }
    }
}
