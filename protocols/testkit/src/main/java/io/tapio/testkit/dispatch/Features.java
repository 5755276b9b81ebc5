package io.tapio.testkit.dispatch;

/**
 * What a protocol has beside requests and replies; laws about what it has not are left out. Immutable.
 *
 * @param errors a failed call is answered with an error; without, it ends its connection
 * @param cancels a caller that leaves is told of
 * @param oneWays there are messages that nobody answers
 * @param concurrency the calls of one connection that run at a time, whatever may be in flight
 * @param lastMayEndWithStream the end of the stream may end the last frame, as it ends the last line of a text
 */
public record Features(
        boolean errors, boolean cancels, boolean oneWays, int concurrency, boolean lastMayEndWithStream) {
    /** Requests and replies, and nothing else. */
    public static Features none() {
        return new Features(false, false, false, Integer.MAX_VALUE, false);
    }

    public Features withErrors() {
        return new Features(true, cancels, oneWays, concurrency, lastMayEndWithStream);
    }

    public Features withCancels() {
        return new Features(errors, true, oneWays, concurrency, lastMayEndWithStream);
    }

    public Features withOneWays() {
        return new Features(errors, cancels, true, concurrency, lastMayEndWithStream);
    }

    public Features withConcurrency(int calls) {
        return new Features(errors, cancels, oneWays, calls, lastMayEndWithStream);
    }

    public Features withLastEndedByStream() {
        return new Features(errors, cancels, oneWays, concurrency, true);
    }
}
