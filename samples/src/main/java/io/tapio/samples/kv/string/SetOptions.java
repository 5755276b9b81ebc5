package io.tapio.samples.kv.string;

import io.tapio.redis.Command;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.data.Entry;
import io.tapio.samples.kv.data.Store;
import org.jspecify.annotations.Nullable;

/** The options of SET and GETEX, read as strictly as Redis does: of those that speak of expiry, one may be there. */
final class SetOptions {
    private enum Time {
        EX(true, 1000),
        PX(true, 1),
        EXAT(false, 1000),
        PXAT(false, 1);

        private final boolean fromNow;
        private final int millis;

        Time(boolean fromNow, int millis) {
            this.fromNow = fromNow;
            this.millis = millis;
        }
    }

    private boolean ifAbsent;
    private boolean ifPresent;
    private boolean getOld;
    private boolean keepTime;
    private boolean persist;
    private @Nullable Time time;
    private byte[] amount = new byte[0];

    private SetOptions() {}

    static SetOptions ofSet(Command command) {
        SetOptions options = new SetOptions();
        for (int i = 3; i < command.argCount(); i++) {
            if (command.is(i, "nx") && !options.ifPresent) {
                options.ifAbsent = true;
            } else if (command.is(i, "xx") && !options.ifAbsent) {
                options.ifPresent = true;
            } else if (command.is(i, "get")) {
                options.getOld = true;
            } else if (command.is(i, "keepttl") && options.time == null) {
                options.keepTime = true;
            } else {
                i = options.readTime(command, i);
            }
        }
        return options;
    }

    static SetOptions ofGetex(Command command) {
        SetOptions options = new SetOptions();
        for (int i = 2; i < command.argCount(); i++) {
            if (command.is(i, "persist") && options.time == null) {
                options.persist = true;
            } else {
                i = options.readTime(command, i);
            }
        }
        return options;
    }

    /** Reads a time at an index; the index of its last argument. */
    private int readTime(Command command, int at) {
        for (Time candidate : Time.values()) {
            boolean fits = !keepTime && !persist && (time == null || time == candidate);
            if (fits && command.is(at, candidate.name()) && at + 1 < command.argCount()) {
                time = candidate;
                amount = command.arg(at + 1);
                return at + 1;
            }
        }
        throw Refused.SYNTAX;
    }

    boolean ifAbsent() {
        return ifAbsent;
    }

    boolean ifPresent() {
        return ifPresent;
    }

    boolean getOld() {
        return getOld;
    }

    boolean keepTime() {
        return keepTime;
    }

    boolean persist() {
        return persist;
    }

    /** A time from an argument that must be positive, in milliseconds since 1970. */
    static long time(byte[] amount, int unit, long from, String command) {
        long time = Integers.parse(amount, Refused.NO_INTEGER);
        if (time <= 0 || time > (Long.MAX_VALUE - from) / unit) {
            throw Refused.badExpireTime(command);
        }
        return time * unit + from;
    }

    /** When the key is to expire; {@link Entry#NEVER} if nothing was said of it. */
    long expiresAt(Store store, String command) {
        return time == null ? Entry.NEVER : time(amount, time.millis, time.fromNow ? store.now() : 0, command);
    }
}
