package io.tapio.samples.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapio.redis.Redis;
import io.tapio.redis.RedisSettings;
import io.tapio.time.Timer;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.StreamConverters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our server and a real redis-server, side by side: the same bytes in, the same bytes out. */
class SameAsRedisTest {
    private static final int COMMANDS = 8000;

    @TempDir
    private static Path directory;

    private static RealRedis redis;
    private static ActorSystem system;

    @BeforeAll
    static void startBoth() throws Exception {
        assumeTrue(RealRedis.program().isPresent(), "no redis-server on the PATH to compare with");
        redis = RealRedis.start(RealRedis.program().orElseThrow(), directory);
        system = ActorSystem.create("same-as-redis");
    }

    @AfterAll
    static void stopBoth() throws Exception {
        if (redis != null) {
            redis.close();
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void randomCommandsHaveTheSameReplies() throws Exception {
        long seed = Long.getLong("kv.seed", System.nanoTime());
        RandomCommands commands = new RandomCommands(new Random(seed));
        try (Socket socket = redis.connect()) {
            Peer theirs = new Peer(socket.getOutputStream(), socket.getInputStream());
            Peer ours = ours();
            theirs.ask(List.of("FLUSHALL"));
            List<String> history = new ArrayList<>();
            for (int i = 0; i < COMMANDS; i++) {
                List<String> command = commands.next();
                history.add(String.join(" ", command));

                String expected = theirs.ask(command);
                String actual = ours.ask(command);

                if (!isOurOwn(command, expected)) {
                    assertThat(comparable(command, actual, expected))
                            .as("seed %d, command %d: %s", seed, i, last(history))
                            .isEqualTo(comparable(command, expected, expected));
                }
            }
            ours.end();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PING\r\n",
                "ping\n",
                "SET k \"a\\x41\\n\\\"b\"\r\nGET k\r\n",
                "SET k 'it\\'s \\n'\r\nget k\r\n",
                "SET \"\" ''\r\nGET ''\r\n",
                "\r\n\n  \r\nPING\r\n",
                "*0\r\n*-1\r\n*-10\r\nPING\r\n",
                "*1\r\n$4\r\nPINGxy*1\r\n$4\r\nPING\r\n",
                "*x\r\n",
                "PING\r\n*1x\r\n",
                "*01\r\n",
                "*\r\n",
                "*1\r\nPING\r\n",
                "*1\r\n\r\n",
                "*1\r\n$-1\r\n",
                "*1\r\n$x\r\n",
                "*1\r\n$99999999999\r\n",
                "*99999999999\r\n",
                "PING \"a\r\n",
                "PING 'a'b\r\nPING\r\n",
                "PING \"a\"b\r\n",
                "POST / HTTP/1.1\r\nSET k v\r\n",
                "Host: here\r\nPING\r\n",
                "*1\r\n$5\r\nhost:\r\nPING\r\n",
                "QUIT\r\nPING\r\n",
                "PING\r\nquit now\r\nPING\r\n",
                "PING\r\nPI",
                "*2\r\n$4\r\nECHO\r\n$3\r\nab",
                "foo\"bar\" baz\r\n",
                "foo'bar\r\n",
                "PING a\u000bb\r\n",
                "*2\r\n$4\r\nECHO\r\n$0\r\n\r\n",
                "ECHO \"\\x4\\xzz\\a\\b\\t\"\r\n"
            })
    void bytesOfEveryKindHaveTheSameAnswer(String bytes) throws Exception {
        try (Socket socket = redis.connect()) {
            Peer theirs = new Peer(socket.getOutputStream(), socket.getInputStream());
            theirs.ask(List.of("FLUSHALL"));
            theirs.send(bytes);
            socket.shutdownOutput();
            Peer ours = ours();
            ours.send(bytes);
            ours.end();

            assertThat(ours.rest()).isEqualTo(theirs.rest());
        }
    }

    private static Peer ours() {
        Kv kv = Kv.create(KvSettings.defaults(), Timer.shared(), InstantSource.system());
        FakeConnection connection = new FakeConnection("ours", Timer.shared());
        Pair<OutputStream, InputStream> ends = StreamConverters.asOutputStream(Duration.ofSeconds(10))
                .via(Redis.server(RedisSettings.defaults())
                        .serve(
                                connection,
                                kv.open(connection).toCompletableFuture().join()))
                .toMat(StreamConverters.asInputStream(Duration.ofSeconds(10)), Keep.both())
                .run(system);
        return new Peer(ends.first(), ends.second());
    }

    /** Replies that say something of the server itself, or are drawn by lot; an error is not among them. */
    private static boolean isOurOwn(List<String> command, String expected) {
        String name = command.get(0).toLowerCase(Locale.ROOT);
        boolean few = command.size() < 3
                && List.of("command", "hello", "info", "randomkey", "time").contains(name);
        boolean hello = name.equals("hello");
        boolean partOfKeys = name.equals("scan") && !command.contains("100000");
        return !expected.startsWith("-") && (few || hello || partOfKeys);
    }

    /** The reply without what two right servers may differ in: the order of keys, and a moment of time. */
    private static String comparable(List<String> command, String reply, String expected) {
        String name = command.get(0).toLowerCase(Locale.ROOT);
        if ((name.equals("keys") || name.equals("scan")) && reply.startsWith("*")) {
            String[] parts = reply.split("\\$");
            Arrays.sort(parts);
            return String.join("$", parts);
        }
        if (name.endsWith("ttl") || name.endsWith("expiretime")) {
            long difference = number(reply) - number(expected);
            return Math.abs(difference) <= (name.startsWith("p") ? 2000 : 2) && number(expected) > 2 ? expected : reply;
        }
        return reply;
    }

    private static long number(String reply) {
        return reply.startsWith(":") ? Long.parseLong(reply.substring(1, reply.length() - 2)) : -10_000;
    }

    private static List<String> last(List<String> history) {
        return history.subList(Math.max(0, history.size() - 30), history.size());
    }
}
