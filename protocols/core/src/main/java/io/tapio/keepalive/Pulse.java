package io.tapio.keepalive;

import io.tapio.time.Timer;
import java.time.Duration;

/**
 * When a peer is to be pinged, and when it is gone: is told what happens, and asked when the time has come that it has
 * named. Whatever comes from the peer is a sign of life; its silence counts only while this side reads. Not
 * thread-safe.
 */
final class Pulse {
    private enum State {
        /** The peer was heard not long ago. */
        ALIVE,
        /** A ping is to be sent, and has not been taken. */
        PING_DUE,
        /** A ping was sent, and nothing has come since. */
        PINGED
    }

    /** What to do now. */
    enum Verdict {
        WAIT,
        PING,
        GONE
    }

    private final Timer timer;
    private final long interval;
    private final long timeout;
    private State state = State.ALIVE;
    private boolean reading;
    private long since;

    Pulse(Timer timer, Duration interval, Duration timeout) {
        this.timer = timer;
        this.interval = interval.toNanos();
        this.timeout = timeout.toNanos();
        this.since = timer.nanoTime();
    }

    /** Something has come from the peer. True if it was in doubt. */
    boolean heard() {
        boolean doubted = state == State.PINGED;
        state = State.ALIVE;
        reading = false;
        since = timer.nanoTime();
        return doubted;
    }

    /** What comes next from the peer is read from now on. */
    void reading() {
        reading = true;
        if (state == State.PINGED) {
            since = timer.nanoTime();
        }
    }

    boolean isPingDue() {
        return state == State.PING_DUE;
    }

    /** The ping that was due is on its way. */
    void pinged() {
        state = State.PINGED;
        since = timer.nanoTime();
    }

    Verdict look() {
        long silent = timer.nanoTime() - since;
        if (state == State.ALIVE && silent >= interval) {
            state = State.PING_DUE;
            return Verdict.PING;
        }
        return state == State.PINGED && reading && silent >= timeout ? Verdict.GONE : Verdict.WAIT;
    }

    /** When to look again. */
    Duration untilNext() {
        long limit = state == State.ALIVE ? interval : timeout;
        long left = since + limit - timer.nanoTime();
        return Duration.ofNanos(left > 0 ? left : timeout);
    }
}
