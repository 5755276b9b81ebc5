package io.tapio.samples.kv.stream;

import io.tapio.redis.Command;
import io.tapio.samples.kv.command.Refused;
import java.nio.charset.StandardCharsets;

/** The id that XADD is to give to an entry. */
sealed interface NewId {
    Refused TOO_LOW = new Refused("ERR The ID specified in XADD is equal or smaller than the target stream top item");

    /** The id after the last one that the stream has given; refused if that one is higher. */
    StreamId after(StreamId last, long now);

    /** Reads {@code *}, {@code millis-*} or an id. */
    static NewId parse(Command command, int at) {
        String text = new String(command.arg(at), StandardCharsets.ISO_8859_1);
        if (text.equals("*")) {
            return new FromClock();
        }
        return text.endsWith("-*")
                ? new Numbered(StreamId.number(text.substring(0, text.length() - 2)))
                : new Given(StreamId.parse(command.arg(at), 0));
    }

    /** The time; or the next id, if the clock is behind. */
    record FromClock() implements NewId {
        @Override
        public StreamId after(StreamId last, long now) {
            StreamId id = new StreamId(now, 0);
            return id.isAfter(last) ? id : last.next();
        }
    }

    /** A given time, and the next number in it. */
    record Numbered(long millis) implements NewId {
        @Override
        public StreamId after(StreamId last, long now) {
            StreamId next = last.next();
            StreamId id = next.millis() == millis ? next : new StreamId(millis, 0);
            return new Given(id).after(last, now);
        }
    }

    record Given(StreamId id) implements NewId {
        @Override
        public StreamId after(StreamId last, long now) {
            if (!id.isAfter(last)) {
                throw TOO_LOW;
            }
            return id;
        }
    }
}
