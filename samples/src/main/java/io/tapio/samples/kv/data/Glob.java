package io.tapio.samples.kv.data;

/**
 * Patterns of Redis: {@code *} is any bytes, {@code ?} is one, {@code [a-c]} and {@code [^a-c]} one of a class, and a
 * backslash takes the next byte as it is. A star is tried again only if it is the last one, so that the work is bounded
 * by the product of the lengths, whatever the pattern.
 */
public final class Glob {
    private static final int NO_MATCH = -1;

    private Glob() {}

    public static boolean matches(byte[] pattern, byte[] text) {
        if (text.length == 0) {
            // Redis compares nothing with nothing; its commands take a single star for everything
            return pattern.length == 0 || (pattern.length == 1 && pattern[0] == '*');
        }
        int at = 0;
        int from = 0;
        int afterStar = NO_MATCH;
        int retry = 0;
        while (from < text.length) {
            if (at < pattern.length && pattern[at] == '*') {
                afterStar = ++at;
                retry = from;
                continue;
            }
            int next = at < pattern.length ? matchOne(pattern, at, text[from]) : NO_MATCH;
            if (next != NO_MATCH) {
                at = next;
                from++;
            } else if (afterStar != NO_MATCH) {
                at = afterStar;
                from = ++retry;
            } else {
                return false;
            }
        }
        while (at < pattern.length && pattern[at] == '*') {
            at++;
        }
        return at == pattern.length;
    }

    /** Where the pattern goes on if what stands at {@code at} is this byte. */
    private static int matchOne(byte[] pattern, int at, byte letter) {
        return switch (pattern[at]) {
            case '?' -> at + 1;
            case '[' -> matchClass(pattern, at + 1, letter & 0xff);
            case '\\' -> {
                int literal = at + 1 < pattern.length ? at + 1 : at;
                yield pattern[literal] == letter ? literal + 1 : NO_MATCH;
            }
            default -> pattern[at] == letter ? at + 1 : NO_MATCH;
        };
    }

    /** A class that is not closed reaches to the pattern's end, as in Redis. */
    private static int matchClass(byte[] pattern, int start, int letter) {
        boolean negated = start < pattern.length && pattern[start] == '^';
        boolean found = false;
        int at = negated ? start + 1 : start;
        for (; at < pattern.length && pattern[at] != ']'; at++) {
            if (pattern[at] == '\\' && at + 1 < pattern.length) {
                at++;
                found |= (pattern[at] & 0xff) == letter;
            } else if (at + 2 < pattern.length && pattern[at + 1] == '-') {
                int low = Math.min(pattern[at] & 0xff, pattern[at + 2] & 0xff);
                int high = Math.max(pattern[at] & 0xff, pattern[at + 2] & 0xff);
                found |= low <= letter && letter <= high;
                at += 2;
            } else {
                found |= (pattern[at] & 0xff) == letter;
            }
        }
        return found == negated ? NO_MATCH : Math.min(at + 1, pattern.length);
    }
}
