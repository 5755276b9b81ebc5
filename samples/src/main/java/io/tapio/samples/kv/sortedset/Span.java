package io.tapio.samples.kv.sortedset;

/**
 * Ranks in a sorted set, the lowest being 0.
 *
 * @param from the first
 * @param to the first that is not meant any more; at least {@code from}
 */
record Span(int from, int to) {
    static final Span NONE = new Span(0, 0);

    /** Empty if {@code to} is before {@code from}. */
    static Span of(int from, int to) {
        return from < to ? new Span(from, to) : NONE;
    }

    /** Numbers as users give them: negative ones count from the end, and the last one is meant too. */
    static Span of(long first, long last, int count) {
        long from = Math.max(0, first < 0 ? count + first : first);
        long to = Math.min(count - 1, last < 0 ? count + last : last) + 1;
        return from < to ? new Span((int) from, (int) to) : NONE;
    }

    int length() {
        return to - from;
    }

    /** The same ranks, counted from the other end. */
    Span mirrored(int count) {
        return new Span(count - to, count - from);
    }

    /** Without the first {@code offset} ranks, and then no more than {@code most}; negative: none, and all. */
    Span limited(long offset, long most, boolean reversed) {
        if (offset < 0 || offset >= length()) {
            return NONE;
        }
        int skipped = (int) offset;
        int taken = (int) (most < 0 ? length() - skipped : Math.min(most, length() - skipped));
        return reversed
                ? new Span(to - skipped - taken, to - skipped)
                : new Span(from + skipped, from + skipped + taken);
    }
}
