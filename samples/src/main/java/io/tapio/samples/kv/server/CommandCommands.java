package io.tapio.samples.kv.server;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Help;
import io.tapio.samples.kv.command.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** COMMAND and its subcommands: the table of commands, as clients and redis-cli ask for it. */
final class CommandCommands {
    static final Spec SPEC = Spec.of("command", -1, "loading stale", CommandCommands::describeAll)
            .with(List.of(
                    Spec.of("command|count", 2, "loading stale", CommandCommands::count),
                    Spec.of("command|list", 2, "loading stale", CommandCommands::list),
                    Spec.of("command|info", -2, "loading stale", CommandCommands::info),
                    Spec.of("command|docs", -2, "loading stale", CommandCommands::docs),
                    Spec.of("command|help", 2, "loading stale", Help::run)));

    private CommandCommands() {}

    private static Reply describeAll(Client client, Command command) {
        return new Reply.Array(client.server().table().entries().stream()
                .map(CommandCommands::describe)
                .toList());
    }

    private static Reply count(Client client, Command command) {
        return Reply.number(client.server().table().entries().size());
    }

    private static Reply list(Client client, Command command) {
        return array(client.server().table().entries().stream().map(Spec::name));
    }

    private static Reply info(Client client, Command command) {
        if (command.argCount() == 2) {
            return describeAll(client, command);
        }
        List<Reply> found = new ArrayList<>();
        for (int i = 2; i < command.argCount(); i++) {
            Spec spec = client.server().table().named(command.text(i));
            found.add(spec == null ? Reply.NIL : describe(spec));
        }
        return new Reply.Array(found);
    }

    /** Of the documentation only what the table knows: the group. */
    private static Reply docs(Client client, Command command) {
        Stream<Spec> specs = command.argCount() == 2
                ? client.server().table().entries().stream()
                : Stream.iterate(2, i -> i < command.argCount(), i -> i + 1)
                        .map(i -> client.server().table().named(command.text(i)))
                        .flatMap(Stream::ofNullable);
        return new Reply.Map(specs.map(spec ->
                        Reply.entry(spec.name(), Reply.Map.of(Reply.entry("group", Reply.Bulk.of(spec.group())))))
                .toList());
    }

    /** Redis' ten fields; tips and key specifications, which only the newest clients read, are empty. */
    private static Reply describe(Spec spec) {
        return Reply.Array.of(
                Reply.Bulk.of(spec.name()),
                new Reply.Int(spec.arity()),
                simple(spec.flags().stream()),
                new Reply.Int(spec.keys().first()),
                new Reply.Int(spec.keys().last()),
                new Reply.Int(spec.keys().step()),
                simple(categories(spec)),
                Reply.Set.of(),
                Reply.Set.of(),
                new Reply.Set(spec.subcommands().entries().stream()
                        .map(CommandCommands::describe)
                        .toList()));
    }

    private static Stream<String> categories(Spec spec) {
        Stream<String> access = Stream.of("write", "readonly", "admin").filter(spec.flags()::contains);
        return Stream.of(
                        access.map(flag -> flag.equals("readonly") ? "@read" : "@" + flag),
                        Stream.of("@"
                                        + (spec.group().equals("generic")
                                                ? "keyspace"
                                                : spec.group().replace("-", "")))
                                .filter(group -> !group.equals("@server")),
                        Stream.of(spec.flags().contains("fast") ? "@fast" : "@slow"))
                .flatMap(category -> category);
    }

    private static Reply array(Stream<String> texts) {
        return new Reply.Array(texts.<Reply>map(Reply.Bulk::of).toList());
    }

    private static Reply simple(Stream<String> texts) {
        return new Reply.Set(texts.<Reply>map(Reply.Simple::new).toList());
    }
}
