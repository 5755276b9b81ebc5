package io.tapio.samples.kv;

import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.command.Table;
import io.tapio.samples.kv.connection.Connections;
import io.tapio.samples.kv.hash.HashNumbers;
import io.tapio.samples.kv.hash.HashSamples;
import io.tapio.samples.kv.hash.Hashes;
import io.tapio.samples.kv.keyspace.Expiry;
import io.tapio.samples.kv.keyspace.Keyspace;
import io.tapio.samples.kv.list.Ends;
import io.tapio.samples.kv.list.Lists;
import io.tapio.samples.kv.pubsub.PubSub;
import io.tapio.samples.kv.server.Introspection;
import io.tapio.samples.kv.set.Algebra;
import io.tapio.samples.kv.set.SetSamples;
import io.tapio.samples.kv.set.Sets;
import io.tapio.samples.kv.sort.Sort;
import io.tapio.samples.kv.sortedset.SortedSets;
import io.tapio.samples.kv.stream.Streams;
import io.tapio.samples.kv.string.Numbers;
import io.tapio.samples.kv.string.Strings;
import io.tapio.samples.kv.transaction.Transactions;
import java.util.List;
import java.util.stream.Stream;

/** The commands of all families, each with the group that Redis has it in. */
final class Commands {
    static final Table TABLE = new Table(Stream.of(
                    family("string", Strings.COMMANDS),
                    family("string", Numbers.COMMANDS),
                    family("hash", Hashes.COMMANDS),
                    family("hash", HashNumbers.COMMANDS),
                    family("hash", HashSamples.COMMANDS),
                    family("list", Ends.COMMANDS),
                    family("list", Lists.COMMANDS),
                    family("set", Sets.COMMANDS),
                    family("set", SetSamples.COMMANDS),
                    family("set", Algebra.COMMANDS),
                    family("sorted-set", SortedSets.COMMANDS),
                    family("stream", Streams.COMMANDS),
                    family("generic", Expiry.COMMANDS),
                    family("generic", Keyspace.COMMANDS),
                    family("generic", Sort.COMMANDS),
                    family("transactions", Transactions.COMMANDS),
                    family("pubsub", PubSub.COMMANDS),
                    family("connection", Connections.COMMANDS),
                    family("server", Introspection.COMMANDS))
            .flatMap(List::stream)
            .toList());

    private Commands() {}

    private static List<Spec> family(String group, List<Spec> specs) {
        return specs.stream().map(spec -> spec.in(group)).toList();
    }
}
