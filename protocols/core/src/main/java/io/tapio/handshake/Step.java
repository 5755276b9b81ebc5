package io.tapio.handshake;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.List;

/** What follows from a frame of a handshake. */
public sealed interface Step<O, R> {
    /** What is said now. */
    List<O> frames();

    /** It goes on. */
    record More<O, R>(List<O> frames) implements Step<O, R> {}

    /** It is over, and the protocol proper begins behind the last frames, in both directions. */
    record Done<O, R>(R result, List<O> frames) implements Step<O, R> {}

    /** It is over, and the connection ends behind the last frames. */
    record Refused<O, R>(Failure cause, List<O> frames) implements Step<O, R> {}

    /** Says the frames, if any, and waits for the peer's next. */
    @SafeVarargs
    static <O, R> Step<O, R> say(O... frames) {
        return new More<>(List.of(frames));
    }

    @SafeVarargs
    static <O, R> Step<O, R> done(R result, O... last) {
        return new Done<>(result, List.of(last));
    }

    /** @param why in words: what the caller of a client is told */
    @SafeVarargs
    static <O, R> Step<O, R> refused(String why, O... last) {
        return new Refused<>(Failure.at(Where.HANDSHAKE, Processed.NO, why), List.of(last));
    }
}
