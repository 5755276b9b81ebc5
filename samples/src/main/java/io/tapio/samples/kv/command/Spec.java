package io.tapio.samples.kv.command;

import io.tapio.redis.Command;
import io.tapio.redis.CommandTable;
import io.tapio.redis.Reply;
import java.util.List;
import java.util.Set;

/**
 * What there is to know of a command: what COMMAND tells of it is what the dispatch goes by.
 *
 * @param name the name in lower case; that of a subcommand has its command's before it: {@code client|setname}
 * @param group the family that it belongs to, in Redis' own terms
 * @param arity the number of arguments with the name; negative if there may be more
 * @param flags Redis' words for how it behaves; {@code denyoom} refuses it when memory is used up
 * @param keys where its keys are
 * @param subcommands found by argument 1
 * @param needsMemory whether {@code denyoom} is among the flags, found once
 * @param isWrite whether {@code write} is among the flags, found once
 */
public record Spec(
        String name,
        String group,
        int arity,
        List<String> flags,
        Keys keys,
        Handler handler,
        CommandTable<Spec> subcommands,
        boolean needsMemory,
        boolean isWrite) {

    private static final Set<String> FOR_SUBSCRIBERS = Set.of(
            "subscribe",
            "psubscribe",
            "ssubscribe",
            "unsubscribe",
            "punsubscribe",
            "sunsubscribe",
            "ping",
            "quit",
            "reset");

    /** Runs a command of a client and gives its reply, or throws {@link Refused}. */
    @FunctionalInterface
    public interface Handler {
        Reply run(Client client, Command command);
    }

    /**
     * The arguments that are keys.
     *
     * @param last negative counts from the end
     */
    public record Keys(int first, int last, int step) {
        public static final Keys NONE = new Keys(0, 0, 0);
        public static final Keys FIRST = new Keys(1, 1, 1);
        public static final Keys TWO = new Keys(1, 2, 1);
        public static final Keys ALL = new Keys(1, -1, 1);
        public static final Keys PAIRS = new Keys(1, -1, 2);
    }

    /**
     * A command that belongs to no group yet.
     *
     * @param flags with blanks between them
     */
    public static Spec of(String name, int arity, String flags, Keys keys, Handler handler) {
        List<String> words = flags.isEmpty() ? List.of() : List.of(flags.split(" "));
        return new Spec(
                name,
                "",
                arity,
                words,
                keys,
                handler,
                table(List.of()),
                words.contains("denyoom"),
                words.contains("write"));
    }

    /** A command without keys. */
    public static Spec of(String name, int arity, String flags, Handler handler) {
        return of(name, arity, flags, Keys.NONE, handler);
    }

    /** This command with subcommands, whose names begin with its own and a bar. */
    public Spec with(List<Spec> subcommands) {
        return new Spec(name, group, arity, flags, keys, handler, table(subcommands), needsMemory, isWrite);
    }

    /** This command, and its subcommands, as a member of a family. */
    public Spec in(String group) {
        List<Spec> children =
                subcommands.entries().stream().map(child -> child.in(group)).toList();
        return new Spec(name, group, arity, flags, keys, handler, table(children), needsMemory, isWrite);
    }

    /** Whether a client that is subscribed may give it without RESP 3. */
    boolean isForSubscribers() {
        return FOR_SUBSCRIBERS.contains(name);
    }

    boolean accepts(int arguments) {
        return arity >= 0 ? arguments == arity : arguments >= -arity;
    }

    private static CommandTable<Spec> table(List<Spec> specs) {
        return new CommandTable<>(specs, spec -> spec.name.substring(spec.name.indexOf('|') + 1));
    }
}
