package io.tapio.samples.kv.sortedset;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Kind.Held;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.data.Key;

/** ZADD and ZINCRBY. */
final class Adding {
    private static final Refused NOT_A_NUMBER = new Refused("ERR resulting score is not a number (NaN)");

    private final SortedSet set;
    private final AddOptions options;
    private int added;
    private int changed;

    private Adding(SortedSet set, AddOptions options) {
        this.set = set;
        this.options = options;
    }

    static Reply add(Client client, Command command) {
        AddOptions options = AddOptions.of(command);
        double[] scores = new double[(command.argCount() - options.first()) / 2];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Scores.parse(command.arg(options.first() + 2 * i), Refused.NO_FLOAT);
        }
        return run(client, command, options, scores);
    }

    static Reply increase(Client client, Command command) {
        return run(
                client, command, AddOptions.INCREMENT, new double[] {Scores.parse(command.arg(2), Refused.NO_FLOAT)});
    }

    private static Reply run(Client client, Command command, AddOptions options, double[] scores) {
        Held<SortedSet> held = SortedSet.KIND.hold(client, command.arg(1));
        Adding adding = new Adding(held.value(), options);
        Reply score = Reply.NIL;
        for (int i = 0; i < scores.length; i++) {
            score = adding.one(command.arg(options.first() + 2 * i + 1), scores[i]);
        }
        if (adding.added + adding.changed > 0) {
            held.changed();
        }
        return options.increment()
                ? score
                : Reply.number(options.countChanged() ? adding.added + adding.changed : adding.added);
    }

    /** The score that the member has then; nil if the options kept it from getting one. */
    private Reply one(byte[] name, double number) {
        Member member = set.find(name);
        if (member == null) {
            if (options.ifPresent()) {
                return Reply.NIL;
            }
            set.add(new Key(name), number);
            added++;
            return new Reply.Double(number);
        }
        double score = options.increment() ? member.score() + number : number;
        if (Double.isNaN(score) && !options.ifAbsent()) {
            throw NOT_A_NUMBER;
        }
        if (!options.allows(member.score(), score)) {
            return Reply.NIL;
        }
        if (score != member.score()) {
            set.change(member, score);
            changed++;
        }
        return new Reply.Double(score);
    }
}
