package io.tapio.samples.kv.keyspace;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.data.Entry;
import java.util.List;

/** Commands on the time at which a key goes. */
public final class Expiry {
    public static final List<Spec> COMMANDS = List.of(
            Spec.of("expire", -3, "write fast", FIRST, (client, command) -> expire(client, command, 1000, true)),
            Spec.of("pexpire", -3, "write fast", FIRST, (client, command) -> expire(client, command, 1, true)),
            Spec.of("expireat", -3, "write fast", FIRST, (client, command) -> expire(client, command, 1000, false)),
            Spec.of("pexpireat", -3, "write fast", FIRST, (client, command) -> expire(client, command, 1, false)),
            Spec.of("ttl", 2, "readonly fast", FIRST, (client, command) -> left(client, command, 1000, true)),
            Spec.of("pttl", 2, "readonly fast", FIRST, (client, command) -> left(client, command, 1, true)),
            Spec.of("expiretime", 2, "readonly fast", FIRST, (client, command) -> left(client, command, 1000, false)),
            Spec.of("pexpiretime", 2, "readonly fast", FIRST, (client, command) -> left(client, command, 1, false)),
            Spec.of("persist", 2, "write fast", FIRST, Expiry::persist));

    private static final long NO_KEY = -2;
    private static final long NO_TIME = -1;

    private Expiry() {}

    private static Reply expire(Client client, Command command, int unit, boolean fromNow) {
        Condition condition = Condition.of(command);
        long amount = Integers.at(command, 2);
        long from = fromNow ? client.store().now() : 0;
        if (amount > (Long.MAX_VALUE - from) / unit || amount < Long.MIN_VALUE / unit) {
            throw Refused.badExpireTime(client.server().table().find(command).name());
        }
        long at = amount * unit + from;
        Entry entry = client.database().find(command.arg(1));
        if (entry == null || !condition.allows(entry.expiresAt(), at)) {
            return Reply.ZERO;
        }
        client.database().expire(entry, at);
        return Reply.ONE;
    }

    /** Under which a key gets another time; one that never goes counts as one that goes later than any other. */
    private record Condition(boolean ifNone, boolean ifSome, boolean ifLater, boolean ifSooner) {
        static Condition of(Command command) {
            boolean ifNone = false;
            boolean ifSome = false;
            boolean ifLater = false;
            boolean ifSooner = false;
            for (int i = 3; i < command.argCount(); i++) {
                ifNone |= command.is(i, "nx");
                ifSome |= command.is(i, "xx");
                ifLater |= command.is(i, "gt");
                ifSooner |= command.is(i, "lt");
                if (!command.is(i, "nx") && !command.is(i, "xx") && !command.is(i, "gt") && !command.is(i, "lt")) {
                    throw new Refused("ERR Unsupported option " + command.text(i));
                }
            }
            if (ifNone && (ifSome || ifLater || ifSooner)) {
                throw new Refused("ERR NX and XX, GT or LT options at the same time are not compatible");
            }
            if (ifLater && ifSooner) {
                throw new Refused("ERR GT and LT options at the same time are not compatible");
            }
            return new Condition(ifNone, ifSome, ifLater, ifSooner);
        }

        boolean allows(long old, long at) {
            boolean some = old != Entry.NEVER;
            return !(ifNone && some)
                    && !(ifSome && !some)
                    && !(ifLater && (!some || at <= old))
                    && !(ifSooner && some && at >= old);
        }
    }

    private static Reply left(Client client, Command command, int unit, boolean fromNow) {
        Entry entry = client.database().peek(command.arg(1));
        if (entry == null || !entry.expires()) {
            return Reply.number(entry == null ? NO_KEY : NO_TIME);
        }
        long time = entry.expiresAt() - (fromNow ? client.store().now() : 0);
        return Reply.number(time / unit + (time % unit * 2 >= unit ? 1 : 0));
    }

    private static Reply persist(Client client, Command command) {
        Entry entry = client.database().find(command.arg(1));
        return entry != null && client.database().persist(entry) ? Reply.ONE : Reply.ZERO;
    }
}
