package io.tapio.testkit.words;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.streaming.pipeline.Part;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.framing.LengthField;
import java.util.List;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Parts in frames with a length: a letter for the kind, and text. */
final class PartWords {
    static final String ERROR = "error: ";

    /** What makes no frame, wherever one may begin. */
    static final ByteString CORRUPT = ByteString.fromInts(255, 255);

    private PartWords() {}

    static Codec<Part<String, String>, Part<String, String>> codec() {
        return Framing.lengthField(LengthField.ofWidth(2, 200))
                .map(frame -> read(frame.utf8String()), part -> ByteString.fromString(write(part)));
    }

    private static Part<String, String> read(String frame) {
        String text = frame.substring(1);
        return switch (frame.charAt(0)) {
            case 'm' -> new Part.Head<>(text, false);
            case 'h' -> new Part.Head<>(text, true);
            case 'c' -> new Part.Chunk<>(text);
            case 'e' -> new Part.End<>();
            default -> throw Failure.at(Where.DECODE, Processed.NO, "no kind: " + frame.charAt(0));
        };
    }

    private static String write(Part<String, String> part) {
        if (part instanceof Part.Head<String, String> head) {
            return (head.hasBody() ? "h" : "m") + head.head();
        } else if (part instanceof Part.Chunk<String, String> chunk) {
            return "c" + chunk.chunk();
        } else if (part instanceof Part.End<String, String>) {
            return "e";
        }
        throw ((Part.Broken<String, String>) part).why();
    }

    /** The other end of a server. */
    static Codec<Message<String>, Message<String>> ofServer() {
        return peer(text -> text.startsWith(ERROR)
                ? new Message.Error<>(0, Failure.at(Where.SERVICE, Processed.YES, text))
                : new Message.Reply<>(0, text));
    }

    /** The other end of a client. */
    static Codec<Message<String>, Message<String>> ofClient() {
        return peer(text -> new Message.Request<>(0, text));
    }

    private static Codec<Message<String>, Message<String>> peer(Function<String, Message<String>> message) {
        return Assembled.of(codec(), () -> new Assembly(message), sent -> apart(text(sent)));
    }

    private static String text(Message<String> message) {
        return message instanceof Message.Request<String> request
                ? request.body()
                : ((Message.Reply<String>) message).body();
    }

    /** As the side under test sends them: some in a body, some not. */
    private static List<Part<String, String>> apart(String text) {
        return !WordsInBodies.isInBody(text)
                ? List.of(new Part.Head<>(text, false))
                : List.of(
                        new Part.Head<>("", true),
                        new Part.Chunk<>(text.substring(0, 1)),
                        new Part.Chunk<>(text.substring(1)),
                        new Part.End<>());
    }

    private static final class Assembly implements Assembled.Assembly<Part<String, String>> {
        private final Function<String, Message<String>> message;
        private String text = "";

        Assembly(Function<String, Message<String>> message) {
            this.message = message;
        }

        @Override
        public @Nullable Message<String> add(Part<String, String> part) {
            if (part instanceof Part.Head<String, String> head) {
                text = head.head();
                return head.hasBody() ? null : message.apply(text);
            } else if (part instanceof Part.Chunk<String, String> chunk) {
                text += chunk.chunk();
                return null;
            }
            return message.apply(text);
        }
    }
}
