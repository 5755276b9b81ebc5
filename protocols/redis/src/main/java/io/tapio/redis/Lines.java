package io.tapio.redis;

import java.nio.ByteBuffer;

/**
 * Finds the lines that RESP is made of. A line stays in the buffer until it is whole; where the search for its end got
 * to is remembered, so that no byte is searched twice.
 */
final class Lines {
    /** There are not enough bytes yet; the buffer is where it was. */
    static final int INCOMPLETE = -1;
    /** The line is longer than the limit; the buffer is where it was. */
    static final int TOO_LONG = -2;
    /** What stands in a line is not a number. */
    static final long INVALID = Long.MIN_VALUE;

    /** No number of RESP has more characters than this one. */
    private static final int LONGEST = "-9223372036854775808".length();

    /** So many digits always fit into an int. */
    private static final int FEW = 9;

    private final int most;
    private final int few;
    private int searched;

    Lines(int most) {
        this.most = most;
        few = Math.min(FEW, most - 1);
    }

    /** The bytes of the unfinished line at the buffer's position that need no second look. */
    int searched() {
        return searched;
    }

    /** The length of the line that ends in CR and one more byte, or {@link #INCOMPLETE} or {@link #TOO_LONG}. */
    int line(ByteBuffer in) {
        int length = search(in, '\r');
        return length == in.remaining() - 1 ? INCOMPLETE : length;
    }

    /** The length of what comes before the next {@code end}, or {@link #INCOMPLETE} or {@link #TOO_LONG}. */
    int search(ByteBuffer in, char end) {
        byte[] bytes = in.array();
        int start = in.arrayOffset() + in.position();
        int limit = start + in.remaining();
        int at = start + searched;
        while (at < limit && bytes[at] != end) {
            at++;
        }
        searched = at - start;
        return searched > most ? TOO_LONG : at == limit ? INCOMPLETE : searched;
    }

    /** Takes a line of {@code length} bytes and the {@code ending} bytes behind it. */
    void consume(ByteBuffer in, int length, int ending) {
        in.position(in.position() + length + ending);
        searched = 0;
    }

    /**
     * Takes a line whose number is one of few digits, as almost all are, and looks at each byte once;
     * {@link #INCOMPLETE}, with nothing taken, if it is not one, or not known to be.
     */
    int takeSmall(ByteBuffer in) {
        if (searched > 0) {
            return INCOMPLETE;
        }
        byte[] bytes = in.array();
        int first = in.arrayOffset() + in.position() + 1;
        int limit = first + Math.min(few, in.remaining() - 2);
        int value = 0;
        int at = first;
        while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
            value = 10 * value + bytes[at++] - '0';
        }
        int digits = at - first;
        if (digits == 0 || digits + 2 >= in.remaining() || bytes[at] != '\r' || (bytes[first] == '0' && digits > 1)) {
            return INCOMPLETE;
        }
        in.position(in.position() + digits + 3);
        return value;
    }

    /**
     * The number in a line of {@code length} bytes at the position, behind its first byte; as strict as Redis: no plus,
     * no leading zero, no blank.
     */
    static long number(ByteBuffer in, int length) {
        int from = in.arrayOffset() + in.position() + 1;
        return number(in.array(), from, from + length - 1);
    }

    /**
     * The number in the bytes, or {@link #INVALID}; the smallest long, which nothing here can use, is not one either.
     */
    static long number(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int at = negative ? from + 1 : from;
        if (at >= to || to - from > LONGEST || (bytes[at] == '0' && to - from > 1)) {
            return INVALID;
        }
        long value = 0;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                return INVALID;
            }
            value = 10 * value + digit;
        }
        return negative ? -value : value;
    }
}
