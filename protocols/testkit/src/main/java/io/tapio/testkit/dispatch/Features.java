package io.tapio.testkit.dispatch;

/**
 * What a protocol has beside requests and replies; laws about what it has not are left out. Immutable.
 *
 * @param errors a failed call is answered with an error; without, it ends its connection
 * @param cancels a caller that leaves is told of
 * @param oneWays there are messages that nobody answers
 * @param concurrency the calls of one connection that run at a time, whatever may be in flight
 * @param lastMayEndWithStream the end of the stream may end the last frame, as it ends the last line of a text
 * @param goodbyes a server says goodbye before it drains, and serves until its client closes
 * @param credit how much of a body may be sent before the first credit; 0 if bodies do not go by credit
 */
public record Features(
        boolean errors,
        boolean cancels,
        boolean oneWays,
        int concurrency,
        boolean lastMayEndWithStream,
        boolean goodbyes,
        int credit) {
    /** Requests and replies, and nothing else. */
    public static Features none() {
        return new Features(false, false, false, Integer.MAX_VALUE, false, false, 0);
    }

    public Features withErrors() {
        return new Features(true, cancels, oneWays, concurrency, lastMayEndWithStream, goodbyes, credit);
    }

    public Features withCancels() {
        return new Features(errors, true, oneWays, concurrency, lastMayEndWithStream, goodbyes, credit);
    }

    public Features withOneWays() {
        return new Features(errors, cancels, true, concurrency, lastMayEndWithStream, goodbyes, credit);
    }

    public Features withConcurrency(int calls) {
        return new Features(errors, cancels, oneWays, calls, lastMayEndWithStream, goodbyes, credit);
    }

    public Features withLastEndedByStream() {
        return new Features(errors, cancels, oneWays, concurrency, true, goodbyes, credit);
    }

    public Features withGoodbyes() {
        return new Features(errors, cancels, oneWays, concurrency, lastMayEndWithStream, true, credit);
    }

    public Features withCredit(int initial) {
        return new Features(errors, cancels, oneWays, concurrency, lastMayEndWithStream, goodbyes, initial);
    }
}
