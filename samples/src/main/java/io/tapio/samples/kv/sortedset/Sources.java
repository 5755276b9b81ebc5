package io.tapio.samples.kv.sortedset;

import io.tapio.redis.Command;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.data.Entry;
import io.tapio.samples.kv.data.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sets that an operation takes, and what it does with their scores.
 *
 * @param limit the most members to count; 0: all
 */
record Sources(List<Source> sets, Aggregate aggregate, boolean withScores, long limit) {
    private static final Refused NO_WEIGHT = new Refused("ERR weight value is not a float");
    private static final Refused NEGATIVE_LIMIT = new Refused("ERR LIMIT can't be negative");

    /** One set, and what its scores are multiplied with. */
    record Source(Scored set, double weight) {}

    /** The options that an operation knows. */
    record Form(boolean mayWeigh, boolean mayWantScores, boolean mayLimit) {}

    /** @param at the argument that is the number of keys, which are behind it */
    static Sources read(Client client, Command command, int at, Form form) {
        long count = Integers.at(command, at);
        if (count < 1) {
            throw new Refused("ERR at least 1 input key is needed for '"
                    + client.server().table().find(command).name() + "' command");
        }
        if (count > command.argCount() - at - 1) {
            throw Refused.SYNTAX;
        }
        List<Scored> sets = new ArrayList<>((int) count);
        for (int i = at + 1; i <= at + count; i++) {
            sets.add(scored(client, command.arg(i)));
        }
        return readOptions(command, at + 1 + (int) count, form, sets);
    }

    private static Scored scored(Client client, byte[] key) {
        Entry entry = client.database().find(key);
        if (entry == null) {
            return new SortedSet();
        }
        if (entry.value() instanceof Scored scored) {
            return scored;
        }
        throw Refused.WRONG_TYPE;
    }

    private static Sources readOptions(Command command, int from, Form form, List<Scored> sets) {
        double[] weights = new double[sets.size()];
        Arrays.fill(weights, 1);
        Aggregate aggregate = Aggregate.SUM;
        boolean withScores = false;
        long limit = 0;
        for (int i = from; i < command.argCount(); i++) {
            int left = command.argCount() - i - 1;
            if (form.mayWeigh && command.is(i, "weights") && left >= weights.length) {
                for (int set = 0; set < weights.length; set++) {
                    weights[set] = Scores.parse(command.arg(++i), NO_WEIGHT);
                }
            } else if (form.mayWeigh && command.is(i, "aggregate") && left >= 1) {
                aggregate = aggregate(command, ++i);
            } else if (form.mayWantScores && command.is(i, "withscores")) {
                withScores = true;
            } else if (form.mayLimit && command.is(i, "limit") && left >= 1) {
                limit = Integers.atLeast(0, command, ++i, NEGATIVE_LIMIT);
            } else {
                throw Refused.SYNTAX;
            }
        }
        List<Source> sources = new ArrayList<>(weights.length);
        for (int set = 0; set < weights.length; set++) {
            sources.add(new Source(sets.get(set), weights[set]));
        }
        return new Sources(sources, aggregate, withScores, limit);
    }

    private static Aggregate aggregate(Command command, int at) {
        return Arrays.stream(Aggregate.values())
                .filter(aggregate -> command.is(at, aggregate.name()))
                .findFirst()
                .orElseThrow(() -> Refused.SYNTAX);
    }
}
