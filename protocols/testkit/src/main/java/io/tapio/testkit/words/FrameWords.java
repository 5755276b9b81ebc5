package io.tapio.testkit.words;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.streaming.multiplex.Frame;
import io.tapio.dispatch.streaming.multiplex.Frame.Half;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.framing.LengthField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Frames with a length: a letter for the kind (a capital for those of a reply), an id, and text. */
final class FrameWords {
    private FrameWords() {}

    static Codec<Frame<String, String>, Frame<String, String>> codec() {
        return Framing.lengthField(LengthField.ofWidth(2, 500))
                .map(frame -> read(frame.utf8String()), frame -> ByteString.fromString(write(frame)));
    }

    private static Frame<String, String> read(String frame) {
        String[] parts = frame.split(" ", 3);
        long id = Long.parseLong(parts[1]);
        String text = parts[2];
        return switch (parts[0]) {
            case "q" -> new Frame.Request<>(id, text, false);
            case "h" -> new Frame.Request<>(id, text, true);
            case "a" -> new Frame.Reply<>(id, text, false);
            case "H" -> new Frame.Reply<>(id, text, true);
            case "c" -> new Frame.Chunk<>(id, Half.REQUEST, text);
            case "C" -> new Frame.Chunk<>(id, Half.REPLY, text);
            case "e" -> new Frame.End<>(id, Half.REQUEST);
            case "E" -> new Frame.End<>(id, Half.REPLY);
            case "x" -> new Frame.Broken<>(id, Failure.at(Where.SERVICE, Processed.YES, text));
            case "X" -> new Frame.Error<>(id, Failure.at(Where.SERVICE, Processed.YES, text));
            case "R" -> new Frame.Error<>(id, Failure.at(Where.PEER_REFUSED, Processed.NO, text));
            case "n" -> new Frame.Cancel<>(id);
            case "w" -> new Frame.Credit<>(id, Half.REQUEST, Long.parseLong(text));
            case "W" -> new Frame.Credit<>(id, Half.REPLY, Long.parseLong(text));
            case "o" -> new Frame.OneWay<>(text);
            default -> throw Failure.at(Where.DECODE, Processed.NO, "no kind: " + parts[0]);
        };
    }

    private static String write(Frame<String, String> frame) {
        if (frame instanceof Frame.Request<String, String> request) {
            return (request.hasBody() ? "h " : "q ") + request.id() + " " + request.head();
        } else if (frame instanceof Frame.Reply<String, String> reply) {
            return (reply.hasBody() ? "H " : "a ") + reply.id() + " " + reply.head();
        } else if (frame instanceof Frame.Chunk<String, String> chunk) {
            return (chunk.of() == Half.REQUEST ? "c " : "C ") + chunk.id() + " " + chunk.chunk();
        } else if (frame instanceof Frame.End<String, String> end) {
            return (end.of() == Half.REQUEST ? "e " : "E ") + end.id() + " -";
        } else if (frame instanceof Frame.Broken<String, String> broken) {
            return "x " + broken.id() + " " + broken.why().getMessage();
        } else if (frame instanceof Frame.Error<String, String> error) {
            return (error.failure().where() == Where.PEER_REFUSED ? "R " : "X ") + error.id() + " "
                    + error.failure().getMessage();
        } else if (frame instanceof Frame.Cancel<String, String> cancel) {
            return "n " + cancel.id() + " -";
        } else if (frame instanceof Frame.Credit<String, String> credit) {
            return (credit.of() == Half.REQUEST ? "w " : "W ") + credit.id() + " " + credit.size();
        }
        return "o 0 " + ((Frame.OneWay<String, String>) frame).head();
    }

    /** The other end, of a server or a client. */
    static Codec<Message<String>, Message<String>> peer() {
        return Assembled.of(codec(), Assembly::new, FrameWords::apart);
    }

    /** As the side under test sends them: some in a body, some not. */
    private static List<Frame<String, String>> apart(Message<String> message) {
        if (message instanceof Message.Request<String> request) {
            long id = request.id();
            String text = request.body();
            return !WordsInBodies.isInBody(text)
                    ? List.of(new Frame.Request<>(id, text, false))
                    : List.of(
                            new Frame.Request<>(id, "", true),
                            new Frame.Chunk<>(id, Half.REQUEST, text),
                            new Frame.End<>(id, Half.REQUEST));
        } else if (message instanceof Message.Reply<String> reply) {
            long id = reply.id();
            String text = reply.body();
            return !WordsInBodies.isInBody(text)
                    ? List.of(new Frame.Reply<>(id, text, false))
                    : List.of(
                            new Frame.Reply<>(id, "", true),
                            new Frame.Chunk<>(id, Half.REPLY, text),
                            new Frame.End<>(id, Half.REPLY));
        } else if (message instanceof Message.Error<String> error) {
            return List.of(new Frame.Error<>(error.id(), error.failure()));
        } else if (message instanceof Message.Cancel<String> cancel) {
            return List.of(new Frame.Cancel<>(cancel.id()));
        }
        return List.of(new Frame.OneWay<>(((Message.OneWay<String>) message).body()));
    }

    private static final class Assembly implements Assembled.Assembly<Frame<String, String>> {
        private final Map<Long, String> open = new HashMap<>();

        @Override
        public @Nullable Message<String> add(Frame<String, String> frame) {
            if (frame instanceof Frame.Request<String, String> request) {
                return request.hasBody() ? begin(request.id()) : new Message.Request<>(request.id(), request.head());
            } else if (frame instanceof Frame.Reply<String, String> reply) {
                return reply.hasBody() ? begin(reply.id()) : new Message.Reply<>(reply.id(), reply.head());
            } else if (frame instanceof Frame.Chunk<String, String> chunk) {
                open.computeIfPresent(chunk.id(), (id, text) -> text + chunk.chunk());
                return null;
            } else if (frame instanceof Frame.End<String, String> end) {
                String text = Objects.requireNonNull(open.remove(end.id()), "a body that has begun");
                return end.of() == Half.REQUEST
                        ? new Message.Request<>(end.id(), text)
                        : new Message.Reply<>(end.id(), text);
            } else if (frame instanceof Frame.Error<String, String> error) {
                return new Message.Error<>(error.id(), error.failure());
            } else if (frame instanceof Frame.Cancel<String, String> cancel) {
                return new Message.Cancel<>(cancel.id());
            }
            return frame instanceof Frame.OneWay<String, String> oneWay ? new Message.OneWay<>(oneWay.head()) : null;
        }

        private @Nullable Message<String> begin(long id) {
            open.put(id, "");
            return null;
        }
    }
}
