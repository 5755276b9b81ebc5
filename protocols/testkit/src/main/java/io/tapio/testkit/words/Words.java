package io.tapio.testkit.words;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.framing.LengthField;
import org.apache.pekko.util.ByteString;

/** Messages as lines: a letter for the kind, an id, and text. What both sides read and write. */
public final class Words {
    /** What makes no frame, wherever one may begin. */
    static final ByteString CORRUPT = ByteString.fromInts(0, 1, 7);

    private Words() {}

    public static Codec<Message<String>, Message<String>> codec() {
        return Framing.lines(500).map(Words::read, Words::write);
    }

    /** The same in frames with a length, which the end of a stream does not end. */
    public static Codec<Message<String>, Message<String>> framed() {
        return Framing.lengthField(LengthField.ofWidth(2, 500))
                .map(frame -> read(frame.utf8String()), message -> ByteString.fromString(write(message)));
    }

    private static Message<String> read(String line) {
        String[] parts = line.split(" ", 3);
        long id = Long.parseLong(parts[1]);
        return switch (parts[0]) {
            case "q" -> new Message.Request<>(id, parts[2]);
            case "a" -> new Message.Reply<>(id, parts[2]);
            case "e" -> new Message.Error<>(id, Failure.at(Where.SERVICE, Processed.YES, parts[2]));
            case "c" -> new Message.Cancel<>(id);
            case "o" -> new Message.OneWay<>(parts[2]);
            default -> throw Failure.at(Where.DECODE, Processed.NO, "no kind: " + parts[0]);
        };
    }

    private static String write(Message<String> message) {
        if (message instanceof Message.Request<String> request) {
            return "q " + request.id() + " " + request.body();
        } else if (message instanceof Message.Reply<String> reply) {
            return "a " + reply.id() + " " + reply.body();
        } else if (message instanceof Message.Error<String> error) {
            return "e " + error.id() + " " + error.failure().getMessage();
        } else if (message instanceof Message.Cancel<String> cancel) {
            return "c " + cancel.id() + " -";
        }
        return "o 0 " + ((Message.OneWay<String>) message).body();
    }
}
