package io.tapio.samples.kv.sortedset;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Pairs;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.data.Key;
import io.tapio.samples.kv.sortedset.Sources.Source;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Union, intersection and difference of sorted sets. */
final class Operations {
    static final List<Spec> COMMANDS = List.of(
            answer("zunion", Operations::union, true),
            answer("zinter", Operations::intersection, true),
            answer("zdiff", Operations::difference, false),
            store("zunionstore", Operations::union, true),
            store("zinterstore", Operations::intersection, true),
            store("zdiffstore", Operations::difference, false),
            Spec.of("zintercard", -3, "readonly movablekeys", Operations::countCommon));

    /** The smallest first: fewer members to look up, and the order in which Redis adds the scores up. */
    private static final Comparator<Source> BY_SIZE =
            Comparator.comparingInt(source -> source.set().count());

    private Operations() {}

    private static Spec answer(String name, Function<Sources, Map<Key, Double>> operation, boolean mayWeigh) {
        Sources.Form form = new Sources.Form(mayWeigh, true, false);
        return Spec.of(name, -3, "readonly movablekeys", (client, command) -> {
            Sources sources = Sources.read(client, command, 1, form);
            SortedSet result = SortedSet.of(operation.apply(sources));
            Span all = new Span(0, result.count());
            return sources.withScores()
                    ? Pairs.reply(client, Listing.pairs(result, all, false))
                    : Listing.names(result, all, false);
        });
    }

    private static Spec store(String name, Function<Sources, Map<Key, Double>> operation, boolean mayWeigh) {
        Sources.Form form = new Sources.Form(mayWeigh, false, false);
        return Spec.of(name, -4, "write denyoom movablekeys", FIRST, (client, command) -> {
            Sources sources = Sources.read(client, command, 2, form);
            return SortedSet.of(operation.apply(sources)).packed().storeAs(client, command.arg(1));
        });
    }

    private static Map<Key, Double> union(Sources sources) {
        Map<Key, Double> scores = new HashMap<>();
        for (Source source : bySize(sources)) {
            source.set().forEach((member, score) -> {
                double weighted = Aggregate.orZero(source.weight() * score);
                scores.merge(member, weighted, sources.aggregate()::of);
            });
        }
        return scores;
    }

    private static Map<Key, Double> intersection(Sources sources) {
        List<Source> sets = bySize(sources);
        Source smallest = sets.get(0);
        List<Source> others = sets.subList(1, sets.size());
        Map<Key, Double> scores = new HashMap<>();
        smallest.set().forEach((member, score) -> {
            Double common = Aggregate.orZero(smallest.weight() * score);
            for (Source other : others) {
                common = common(sources.aggregate(), common, other, member);
                if (common == null) {
                    return;
                }
            }
            scores.put(member, common);
        });
        return scores;
    }

    private static @Nullable Double common(Aggregate aggregate, double score, Source other, Key member) {
        Double found = other.set().score(member);
        return found == null ? null : aggregate.of(score, found * other.weight());
    }

    private static Map<Key, Double> difference(Sources sources) {
        List<Source> others = sources.sets().subList(1, sources.sets().size());
        Map<Key, Double> scores = new HashMap<>();
        sources.sets().get(0).set().forEach((member, score) -> {
            if (others.stream().allMatch(other -> other.set().score(member) == null)) {
                scores.put(member, score);
            }
        });
        return scores;
    }

    private static Reply countCommon(Client client, Command command) {
        Sources sources = Sources.read(client, command, 1, new Sources.Form(false, false, true));
        int common = intersection(sources).size();
        return Reply.number(sources.limit() == 0 ? common : Math.min(common, sources.limit()));
    }

    private static List<Source> bySize(Sources sources) {
        return sources.sets().stream().sorted(BY_SIZE).toList();
    }
}
