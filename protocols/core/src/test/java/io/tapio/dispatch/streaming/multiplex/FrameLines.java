package io.tapio.dispatch.streaming.multiplex;

import io.tapio.codec.Codec;
import io.tapio.dispatch.streaming.multiplex.Frame.Half;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;

/** Frames as lines: a letter for the kind (a capital for pieces of a reply), an id, and text. */
final class FrameLines {
    private FrameLines() {}

    static Codec<Frame<String, String>, Frame<String, String>> codec() {
        return Framing.lines(1000).map(FrameLines::read, FrameLines::write);
    }

    static Frame<String, String> read(String line) {
        String[] parts = line.split(" ", 3);
        long id = Long.parseLong(parts[1]);
        String text = parts[2];
        return switch (parts[0]) {
            case "q" -> new Frame.Request<>(id, text, false);
            case "qb" -> new Frame.Request<>(id, text, true);
            case "a" -> new Frame.Reply<>(id, text, false);
            case "ab" -> new Frame.Reply<>(id, text, true);
            case "c" -> new Frame.Chunk<>(id, Half.REQUEST, text);
            case "C" -> new Frame.Chunk<>(id, Half.REPLY, text);
            case "e" -> new Frame.End<>(id, Half.REQUEST);
            case "E" -> new Frame.End<>(id, Half.REPLY);
            case "x" -> new Frame.Broken<>(id, Failure.at(Where.SERVICE, Processed.MAYBE, text));
            case "X" -> new Frame.Error<>(id, Failure.at(Where.SERVICE, Processed.MAYBE, text));
            case "n" -> new Frame.Cancel<>(id);
            case "w" -> new Frame.Credit<>(id, Half.REQUEST, Long.parseLong(text));
            case "W" -> new Frame.Credit<>(id, Half.REPLY, Long.parseLong(text));
            case "o" -> new Frame.OneWay<>(text);
            case "g" -> new Frame.Goodbye<>();
            default -> throw Failure.at(Where.DECODE, Processed.NO, "no kind: " + parts[0]);
        };
    }

    static String write(Frame<String, String> frame) {
        if (frame instanceof Frame.Request<String, String> request) {
            return (request.hasBody() ? "qb " : "q ") + request.id() + " " + request.head();
        } else if (frame instanceof Frame.Reply<String, String> reply) {
            return (reply.hasBody() ? "ab " : "a ") + reply.id() + " " + reply.head();
        } else if (frame instanceof Frame.Chunk<String, String> chunk) {
            return (chunk.of() == Half.REQUEST ? "c " : "C ") + chunk.id() + " " + chunk.chunk();
        } else if (frame instanceof Frame.End<String, String> end) {
            return (end.of() == Half.REQUEST ? "e " : "E ") + end.id() + " -";
        } else if (frame instanceof Frame.Broken<String, String> broken) {
            return "x " + broken.id() + " " + broken.why().getMessage();
        } else if (frame instanceof Frame.Error<String, String> error) {
            return "X " + error.id() + " " + error.failure().getMessage();
        } else if (frame instanceof Frame.Cancel<String, String> cancel) {
            return "n " + cancel.id() + " -";
        } else if (frame instanceof Frame.Credit<String, String> credit) {
            return (credit.of() == Half.REQUEST ? "w " : "W ") + credit.id() + " " + credit.size();
        } else if (frame instanceof Frame.Goodbye<String, String>) {
            return "g 0 -";
        }
        return "o 0 " + ((Frame.OneWay<String, String>) frame).head();
    }
}
