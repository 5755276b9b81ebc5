package io.tapio.samples.kv.hash;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Lot;
import io.tapio.samples.kv.command.Pairs;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.command.Walk;
import java.util.ArrayList;
import java.util.List;

/** Commands that give some fields of a hash: by lot, or those that come next. */
public final class HashSamples {
    public static final List<Spec> COMMANDS = List.of(
            Spec.of("hrandfield", -2, "readonly", FIRST, HashSamples::random),
            Spec.of("hscan", -3, "readonly", FIRST, HashSamples::scan));

    private HashSamples() {}

    private static Reply random(Client client, Command command) {
        long count = command.argCount() == 2 ? 1 : Lot.count(command, 2);
        boolean withValues = command.argCount() == 4 && command.is(3, "withvalues");
        if (command.argCount() > 4 || (command.argCount() == 4 && !withValues)) {
            throw Refused.SYNTAX;
        }
        if (withValues && Math.abs(count) > Long.MAX_VALUE / 2) {
            throw Refused.OUT_OF_RANGE;
        }
        List<Hash.Field> fields = Hash.KIND.read(client, command.arg(1)).fields();
        if (command.argCount() == 2) {
            return fields.isEmpty()
                    ? Reply.NIL
                    : Lot.draw(fields.size(), 1, 1, place -> name(fields.get(place)))
                            .get(0);
        }
        if (fields.isEmpty()) {
            return Reply.Array.of();
        }
        return withValues
                ? Pairs.reply(
                        client, Lot.draw(fields.size(), count, Integer.MAX_VALUE / 2, place -> pair(fields.get(place))))
                : new Reply.Array(Lot.draw(fields.size(), count, Integer.MAX_VALUE, place -> name(fields.get(place))));
    }

    private static Reply name(Hash.Field field) {
        return new Reply.Bulk(field.name());
    }

    private static Reply pair(Hash.Field field) {
        return Reply.Array.of(name(field), new Reply.Bulk(field.value()));
    }

    private static Reply scan(Client client, Command command) {
        long cursor = Walk.cursor(command, 2);
        Hash hash = Hash.KIND.read(client, command.arg(1));
        List<Hash.Field> fields = hash.fields();
        if (fields.isEmpty()) {
            return Walk.reply(0, List.of());
        }
        Walk walk = Walk.of(cursor, command, 3, false);
        int start = hash.isSmall() ? 0 : walk.start(fields.size());
        int end = hash.isSmall() ? fields.size() : walk.end(fields.size());
        List<Reply> found = new ArrayList<>();
        for (Hash.Field field : fields.subList(start, end)) {
            if (walk.takes(field.name())) {
                found.add(new Reply.Bulk(field.name()));
                found.add(new Reply.Bulk(field.value()));
            }
        }
        return Walk.reply(start, found);
    }
}
