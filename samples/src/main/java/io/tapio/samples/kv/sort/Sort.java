package io.tapio.samples.kv.sort;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.data.Database;
import io.tapio.samples.kv.data.Elements;
import io.tapio.samples.kv.data.Entry;
import io.tapio.samples.kv.list.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SORT and SORT_RO. */
public final class Sort {
    public static final List<Spec> COMMANDS = List.of(
            Spec.of("sort", -2, "write denyoom movablekeys", FIRST, (client, command) -> sort(client, command, true)),
            Spec.of("sort_ro", -2, "readonly movablekeys", FIRST, (client, command) -> sort(client, command, false)));

    /** @param weight what to sort by; null if there is nothing, which comes first, or counts as zero */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Weighed(byte[] element, byte @Nullable [] weight, double number) {
        private static final Comparator<Weighed> BY_NUMBER = Comparator.comparingDouble(
                        (Weighed weighed) -> weighed.number + 0.0) // there is but one zero
                .thenComparing(Weighed::element, Arrays::compareUnsigned);

        private static final Comparator<Weighed> BY_ALPHABET =
                Comparator.comparing(Weighed::weight, Comparator.nullsFirst(Arrays::compareUnsigned));
    }

    private Sort() {}

    private static Reply sort(Client client, Command command, boolean canStore) {
        SortOptions options = SortOptions.of(command, canStore);
        Database database = client.database();
        List<byte[]> sorted = options.limit(sorted(database, database.find(command.arg(1)), options));
        List<Reply> found =
                new ArrayList<>(sorted.size() * Math.max(1, options.gets().size()));
        for (byte[] element : sorted) {
            if (options.gets().isEmpty()) {
                found.add(new Reply.Bulk(element));
            }
            for (Pattern pattern : options.gets()) {
                byte[] value = pattern.find(database, element);
                found.add(value == null ? Reply.NIL : new Reply.Bulk(value));
            }
        }
        return options.target() == null ? new Reply.Array(found) : store(database, options.target(), found);
    }

    private static List<byte[]> sorted(Database database, @Nullable Entry entry, SortOptions options) {
        if (entry == null) {
            return List.of();
        }
        if (!(entry.value() instanceof Elements source)) {
            throw Refused.WRONG_TYPE;
        }
        // what is stored has an order that can be told, even if the source has none
        boolean anyOrder = options.unsorted() && !source.isOrdered() && options.target() != null;
        if (!options.unsorted() || anyOrder) {
            return sorted(
                    database,
                    source.elements(),
                    options,
                    anyOrder ? null : options.by(),
                    anyOrder || options.alphabetic());
        }
        List<byte[]> elements = new ArrayList<>(source.elements());
        if (options.descending() && source.isOrdered()) {
            Collections.reverse(elements);
        }
        return elements;
    }

    private static List<byte[]> sorted(
            Database database, List<byte[]> elements, SortOptions options, @Nullable Pattern by, boolean alphabetic) {
        List<Weighed> weighed = new ArrayList<>(elements.size());
        for (byte[] element : elements) {
            byte[] weight = by == null ? element : by.find(database, element);
            double number = alphabetic || weight == null ? 0 : Numbers.parse(weight);
            weighed.add(new Weighed(element, weight, number));
        }
        Comparator<Weighed> order = alphabetic ? Weighed.BY_ALPHABET : Weighed.BY_NUMBER;
        weighed.sort(options.descending() ? order.reversed() : order);
        return weighed.stream().map(Weighed::element).toList();
    }

    private static Reply store(Database database, byte[] key, List<Reply> found) {
        List<Reply.Bulk> elements = found.stream()
                .map(reply -> reply instanceof Reply.Bulk bulk ? bulk : new Reply.Bulk(new byte[0]))
                .toList();
        Entry old = database.find(key);
        if (!elements.isEmpty()) {
            database.put(key, Sequence.of(elements));
        } else if (old != null) {
            database.remove(old);
        }
        return Reply.number(elements.size());
    }
}
