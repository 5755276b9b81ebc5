package io.tapio.samples.kv;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.context.Context;
import io.tapio.redis.Command;
import io.tapio.redis.Redis;
import io.tapio.redis.RedisSettings;
import io.tapio.redis.Reply;
import io.tapio.samples.KvProgram;
import io.tapio.samples.Running;
import io.tapio.samples.kv.command.Spec;
import io.tapio.service.Session;
import io.tapio.tcp.TcpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/redis.md says is what is there. */
class RedisDocumentTest {
    private static final Pattern LIMIT = Pattern.compile("\\| ([^|]+) \\| `(tapio[^`]+)` \\|");

    private final String document = read(Path.of("../docs/redis.md"));

    /** If this fails, what it has expected is the table to paste. */
    @Test
    void theTableOfCommandsIsThatOfTheServer() {
        int begin = document.indexOf("| group |");

        String table = document.substring(begin, document.indexOf("\n\n", begin));

        assertThat(table)
                .isEqualTo(Commands.TABLE.entries().stream()
                        .collect(groupingBy(
                                Spec::group,
                                TreeMap::new,
                                flatMapping(RedisDocumentTest::names, toCollection(TreeSet::new))))
                        .entrySet()
                        .stream()
                        .map(family -> "| " + family.getKey() + " | " + String.join(", ", family.getValue()) + " |")
                        .collect(joining("\n", "| group | commands |\n|---|---|\n", "")));
    }

    @Test
    void itsLimitsAreThoseOfTheConfiguration() {
        Config defaults = ConfigFactory.defaultReference();

        assertThat(LIMIT.matcher(document).results())
                .hasSizeGreaterThan(10)
                .allSatisfy(limit -> assertThat(
                                defaults.getValue(limit.group(2)).unwrapped().toString())
                        .as(limit.group(2))
                        .isEqualTo(limit.group(1)));
    }

    @Test
    void itsSubscriberIsTheOneThatSubscribesHere() throws Exception {
        BlockingQueue<Reply.Push> messages = new LinkedBlockingQueue<>();
        try (Running kv = Running.of(new KvProgram()::start)) {
            TcpClient clients = TcpClient.create(kv.system());
            Session<Command, Reply> session = get(subscribe(clients, kv.port(), messages::add));
            get(session.call(Context.root(), Command.of("PUBLISH", "news", "hello")));

            assertThat(messages.poll(20, SECONDS))
                    .isEqualTo(Reply.Push.of(Reply.Bulk.of("message"), Reply.Bulk.of("news"), Reply.Bulk.of("hello")));
        }
        String source = read(Path.of("src/test/java/io/tapio/samples/kv/RedisDocumentTest.java"));
        int begin = source.lastIndexOf("    static CompletionStage<Session");
        String example = source.substring(begin, source.indexOf("\n    }\n", begin) + "\n    }".length());

        assertThat(document).contains(example.stripIndent());
    }

    static CompletionStage<Session<Command, Reply>> subscribe(
            TcpClient clients, int port, Consumer<Reply.Push> messages) {
        return clients.connect("127.0.0.1", port, Redis.client(RedisSettings.defaults(), messages))
                .thenCompose(session -> session.call(Context.root(), Command.of("HELLO", "3"))
                        .thenCompose(hello -> session.call(Context.root(), Command.of("SUBSCRIBE", "news")))
                        .thenApply(confirmation -> session));
    }

    /** The command's, or those of its subcommands. */
    private static Stream<String> names(Spec spec) {
        List<Spec> subcommands = spec.subcommands().entries();
        return (subcommands.isEmpty() ? Stream.of(spec) : subcommands.stream())
                .map(each -> each.name().toUpperCase(Locale.ROOT).replace('|', ' '));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, SECONDS).join();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(file.toString(), unreadable);
        }
    }
}
