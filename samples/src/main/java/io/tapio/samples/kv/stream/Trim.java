package io.tapio.samples.kv.stream;

import io.tapio.redis.Command;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Which of the oldest entries are to go.
 *
 * @param length the most entries that stay
 * @param first the first one that stays, whatever their number
 * @param most the most entries that go at once
 */
record Trim(long length, StreamId first, long most) {
    static final Trim NOTHING = new Trim(Long.MAX_VALUE, StreamId.MIN, 0);

    boolean isDue(Stream stream, int trimmed) {
        if (trimmed >= most) {
            return false;
        }
        StreamId oldest = stream.oldest();
        return oldest != null && (stream.length() > length || first.isAfter(oldest));
    }

    /** Reads the options that XADD and XTRIM share, one after the other, in any order. */
    static final class Reader {
        /** The most entries that {@code ~} trims, if LIMIT says nothing else: a hundred nodes of Redis. */
        private static final long APPROXIMATELY = 10_000;

        private final Command command;
        private @Nullable Trim trim;
        private boolean isApproximate;
        private @Nullable Long limit;

        Reader(Command command) {
            this.command = command;
        }

        /** The argument after the option that is here; this one if it is no such option. */
        int readOption(int at) {
            if (at + 1 >= command.argCount()) {
                return at;
            } else if (command.is(at, "maxlen")) {
                int value = value(at);
                trim = new Trim(positive(value, "MAXLEN"), StreamId.MIN, Long.MAX_VALUE);
                return value + 1;
            } else if (command.is(at, "minid")) {
                int value = value(at);
                trim = new Trim(Long.MAX_VALUE, StreamId.parse(command.arg(value), 0), Long.MAX_VALUE);
                return value + 1;
            } else if (command.is(at, "limit")) {
                limit = positive(at + 1, "LIMIT");
                return at + 2;
            }
            return at;
        }

        /** The argument that is the value of MAXLEN or MINID. */
        private int value(int at) {
            if (trim != null) {
                throw new Refused("ERR syntax error, MAXLEN and MINID options at the same time are not compatible");
            }
            boolean hasSign = at + 2 < command.argCount() && (command.is(at + 1, "~") || command.is(at + 1, "="));
            isApproximate = hasSign && command.is(at + 1, "~");
            return hasSign ? at + 2 : at + 1;
        }

        private long positive(int at, String name) {
            long number = Integers.at(command, at);
            if (number < 0) {
                throw new Refused("ERR The " + name + " argument must be >= 0.");
            }
            return number;
        }

        /** What was read; {@link #NOTHING} if nothing was said, unless that is refused. */
        Trim trim(boolean isRequired) {
            if (trim == null && limit != null && limit > 0) {
                throw new Refused("ERR syntax error, LIMIT cannot be used without specifying a trimming strategy");
            }
            if (trim == null && isRequired) {
                throw new Refused("ERR syntax error, XTRIM must be called with a trimming strategy");
            }
            if (limit != null && !isApproximate) {
                throw new Refused("ERR syntax error, LIMIT cannot be used without the special ~ option");
            }
            if (trim == null) {
                return NOTHING;
            }
            long most = limit == null ? APPROXIMATELY : limit == 0 ? Long.MAX_VALUE : limit;
            return isApproximate ? new Trim(trim.length, trim.first, most) : trim;
        }
    }
}
