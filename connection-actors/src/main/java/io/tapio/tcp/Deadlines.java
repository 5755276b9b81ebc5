package io.tapio.tcp;

import io.tapio.time.Timer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one connection, over one timer that is set to the earliest of them.
 *
 * <p>Starting, touching and stopping a deadline happens for every chunk of bytes, so none of them resets the timer
 * unless it would ring too late: when it rings it looks which deadline has really passed, and is set anew. Not
 * thread-safe; the timer only calls {@code ring}, which must come back on the owner's thread as {@link #onRing}.
 */
final class Deadlines {
    /** What is waited for; the order is that in which two that pass together are told. */
    enum Kind {
        FIRST_BYTE,
        IDLE,
        WRITE_STALLED,
        HALF_CLOSED,
        LINGER,
        READ_PROBE,
        READ_SUSPENDED
    }

    private static final Kind[] KINDS = Kind.values();
    private static final Duration NEVER = ChronoUnit.FOREVER.getDuration();
    private static final long OFF = Long.MAX_VALUE;

    /** In place of the time that the timer is set to: it is not to be set any more. */
    private static final long CLOSED = Long.MIN_VALUE;

    private final ConnectionSettings settings;
    private final Timer timer;
    private final long origin;
    private final long[] due = new long[KINDS.length];
    private final Runnable ring;
    private Timer.@Nullable Scheduled alarm;
    private long alarmAt = OFF;

    Deadlines(ConnectionSettings settings, Timer timer, Runnable ring) {
        this.settings = settings;
        this.timer = timer;
        this.origin = timer.nanoTime();
        this.ring = ring;
        Arrays.fill(due, OFF);
    }

    /** Starts the deadline, or starts it over. */
    void start(Kind kind) {
        Duration limit = limit(kind);
        if (limit != NEVER) {
            long at = now() + limit.toNanos();
            due[kind.ordinal()] = at;
            if (at < alarmAt) {
                set(at);
            }
        }
    }

    /** Starts the deadline over if it is running. */
    void touch(Kind kind) {
        if (isRunning(kind)) {
            start(kind);
        }
    }

    void stop(Kind kind) {
        due[kind.ordinal()] = OFF;
    }

    boolean isRunning(Kind kind) {
        return due[kind.ordinal()] != OFF;
    }

    /** {@code NEVER} if it is off. */
    Duration limit(Kind kind) {
        return switch (kind) {
            case FIRST_BYTE -> settings.firstByteTimeout().orElse(NEVER);
            case IDLE -> settings.idleTimeout().orElse(NEVER);
            case WRITE_STALLED -> settings.writeStalledTimeout();
            case HALF_CLOSED -> settings.halfClosedTimeout();
            case LINGER -> settings.lingerTimeout();
            case READ_PROBE -> settings.readProbeInterval();
            case READ_SUSPENDED -> settings.readSuspendedTimeout();
        };
    }

    /** Tells {@code passed} each deadline that has passed, which is then no longer running, and sets the timer anew. */
    void onRing(Consumer<Kind> passed) {
        long now = now();
        alarmAt = OFF; // whatever it was set to is past
        alarm = null;
        for (Kind kind : KINDS) {
            if (due[kind.ordinal()] <= now) {
                due[kind.ordinal()] = OFF;
                passed.accept(kind);
            }
        }
        long earliest = Arrays.stream(due).min().orElse(OFF);
        if (earliest < alarmAt) {
            set(earliest);
        }
    }

    /** Stops them all. */
    void close() {
        Arrays.fill(due, OFF);
        alarmAt = CLOSED;
        if (alarm != null) {
            alarm.cancel();
        }
    }

    private void set(long at) {
        if (alarm != null) {
            alarm.cancel();
        }
        alarmAt = at;
        alarm = timer.schedule(Duration.ofNanos(Math.max(0, at - now())), ring);
    }

    /** Counted from the start, so that times can be compared as numbers. */
    private long now() {
        return timer.nanoTime() - origin;
    }
}
