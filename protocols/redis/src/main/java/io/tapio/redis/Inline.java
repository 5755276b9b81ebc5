package io.tapio.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a line that was typed by hand into words, as Redis does: blanks part words; in "double quotes" a backslash
 * escapes, and {@code \xFF} is a byte; in 'single quotes' it escapes only the quote. Behind a closing quote a word
 * ends.
 */
final class Inline {
    private final byte[] line;
    private final int to;
    private final byte[] word;
    private int at;
    private int length;

    private Inline(byte[] line, int from, int to) {
        this.line = line;
        this.at = from;
        this.to = to;
        this.word = new byte[to - from];
    }

    static byte[][] split(byte[] line, int from, int to) {
        Inline rest = new Inline(line, from, to);
        List<byte[]> words = new ArrayList<>();
        while (rest.skipBlanks()) {
            words.add(rest.word());
        }
        return words.toArray(new byte[0][]);
    }

    private boolean skipBlanks() {
        while (at < to && isBlank(line[at])) {
            at++;
        }
        return at < to;
    }

    private byte[] word() {
        length = 0;
        while (at < to && !endsWord(line[at])) {
            byte letter = line[at++];
            if (letter == '"' || letter == '\'') {
                quoted(letter);
                break;
            }
            word[length++] = letter;
        }
        return Arrays.copyOf(word, length);
    }

    private void quoted(byte quote) {
        while (at < to && line[at] != quote) {
            if (line[at] != '\\' || at + 1 == to || (quote == '\'' && line[at + 1] != '\'')) {
                word[length++] = line[at++];
            } else {
                at++;
                word[length++] = quote == '\'' ? line[at++] : escaped();
            }
        }
        if (at == to || (at + 1 < to && !isBlank(line[at + 1]))) {
            throw Fault.ofClient("unbalanced quotes in request", "an inline command with a quote that is not closed");
        }
        at++;
    }

    private byte escaped() {
        byte letter = line[at++];
        if (letter == 'x'
                && at + 1 < to
                && Character.digit(line[at], 16) >= 0
                && Character.digit(line[at + 1], 16) >= 0) {
            return (byte) (16 * Character.digit(line[at++], 16) + Character.digit(line[at++], 16));
        }
        return switch (letter) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'a' -> 7;
            default -> letter;
        };
    }

    private static boolean isBlank(byte letter) {
        return letter == ' ' || (letter >= '\t' && letter <= '\r');
    }

    /** Of the blanks, two that Redis skips between words are part of a word when they stand in one. */
    private static boolean endsWord(byte letter) {
        return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
    }
}
