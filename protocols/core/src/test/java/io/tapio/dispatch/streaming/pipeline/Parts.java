package io.tapio.dispatch.streaming.pipeline;

import io.tapio.codec.Codec;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;

/** Parts as lines: a letter for the kind, and text. */
final class Parts {
    private Parts() {}

    static Codec<Part<String, String>, Part<String, String>> codec() {
        return Framing.lines(1000).map(Parts::read, Parts::write);
    }

    private static Part<String, String> read(String line) {
        String text = line.substring(2);
        return switch (line.charAt(0)) {
            case 'm' -> new Part.Head<>(text, false);
            case 'h' -> new Part.Head<>(text, true);
            case 'c' -> new Part.Chunk<>(text);
            case 'e' -> new Part.End<>();
            case 'x' -> new Part.Broken<>(Failure.at(Where.SERVICE, Processed.MAYBE, text));
            default -> throw Failure.at(Where.DECODE, Processed.NO, "no kind: " + line.charAt(0));
        };
    }

    private static String write(Part<String, String> part) {
        if (part instanceof Part.Head<String, String> head) {
            return (head.hasBody() ? "h " : "m ") + head.head();
        } else if (part instanceof Part.Chunk<String, String> chunk) {
            return "c " + chunk.chunk();
        } else if (part instanceof Part.Broken<String, String> broken) {
            return "x " + broken.why().getMessage();
        }
        return "e ";
    }
}
