package io.tapio.samples.kv;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.redis.Command;
import io.tapio.redis.Redis;
import io.tapio.redis.RedisSettings;
import io.tapio.redis.Reply;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.tcp.TcpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our Redis client against a redis-server; skipped where there is none. */
class RedisClientTest {
    @TempDir
    static Path directory;

    private ActorSystem<Void> system;
    private RealRedis redis;
    private Session<Command, Reply> session;
    private final BlockingQueue<Reply.Push> pushed = new LinkedBlockingQueue<>();

    @BeforeEach
    void connect() throws Exception {
        Optional<Path> program = RealRedis.program();
        Assumptions.assumeTrue(program.isPresent(), "no redis-server on the PATH");
        redis = RealRedis.start(program.get(), directory);
        system = ActorSystem.create(Behaviors.empty(), "redis-client");
        session = get(TcpClient.create(system)
                .connect(
                        "127.0.0.1",
                        redis.port(),
                        Redis.client(RedisSettings.from(system.settings().config()), pushed::add)));
    }

    @AfterEach
    void close() throws Exception {
        if (redis != null) {
            system.terminate();
            redis.close();
        }
    }

    @Test
    void commandsAreAnswered() {
        assertThat(call("SET", "key", "value")).isEqualTo(Reply.OK);
        assertThat(call("GET", "key")).isEqualTo(Reply.Bulk.of("value"));
        assertThat(call("GET", "nothing")).isEqualTo(Reply.NIL);
        assertThat(call("INCR", "n")).isEqualTo(Reply.ONE);
        assertThat(call("MGET", "key", "nothing")).isEqualTo(Reply.Array.of(Reply.Bulk.of("value"), Reply.NIL));
    }

    @Test
    void manyCallsAtOnceGetTheirOwnAnswers() {
        List<CompletionStage<Reply>> answers = new ArrayList<>();
        for (int round = 0; round < 100; round++) {
            IntStream.range(0, 200)
                    .mapToObj(i -> session.call(Context.root(), Command.of("ECHO", "e" + i)))
                    .forEach(answers::add);
            CompletableFuture.allOf(answers.stream()
                            .map(CompletionStage::toCompletableFuture)
                            .toArray(CompletableFuture[]::new))
                    .orTimeout(20, SECONDS)
                    .join();
        }

        for (int i = 0; i < answers.size(); i++) {
            assertThat(get(answers.get(i))).isEqualTo(Reply.Bulk.of("e" + i % 200));
        }
    }

    @Test
    void anErrorReplyCanBeAFailure() {
        Service<Command, Reply> failing = Redis.failingErrors().apply(session);

        Failure failure = Failure.of(
                get(failing.call(Context.root(), Command.of("NONSENSE")).handle((reply, thrown) -> thrown)));

        assertThat(failure.where()).isEqualTo(Failure.Where.SERVICE);
        assertThat(failure.detail().get("redis.error")).startsWith("ERR unknown command 'NONSENSE'");
        assertThat(call("PING")).isEqualTo(Reply.PONG);
    }

    @Test
    void aServerThatIsGoneFailsTheCallsAndNamesItself() throws Exception {
        CompletionStage<Reply> blocked = session.call(Context.root(), Command.of("BLPOP", "nothing", "0"));
        redis.close();

        Failure failure = Failure.of(get(blocked.handle((reply, thrown) -> thrown)));

        assertThat(failure.where()).isEqualTo(Failure.Where.CLOSED);
        assertThat(failure.processed()).isEqualTo(Failure.Processed.MAYBE);
        assertThat(failure.address())
                .hasValueSatisfying(address -> assertThat(address).contains(":" + redis.port()));
        assertThat(get(session.closed()).message()).isEqualTo("the peer closed");
    }

    @Test
    void aDrainedSessionFinishesItsCallsAndCloses() {
        CompletionStage<Reply> last = session.call(Context.root(), Command.of("ECHO", "last"));

        get(session.drain(Duration.ofSeconds(5)));

        assertThat(get(last)).isEqualTo(Reply.Bulk.of("last"));
        Failure refused =
                Failure.of(get(session.call(Context.root(), Command.of("PING")).handle((reply, thrown) -> thrown)));
        assertThat(refused.isSafeToRetry()).isTrue();
    }

    @Test
    void messagesAreHandedToTheirReceiverAndConfirmationsToTheirCalls() throws Exception {
        assertThat(call("HELLO", "3")).isInstanceOf(Reply.Map.class);
        assertThat(call("SUBSCRIBE", "a", "b", "c")).isEqualTo(push("subscribe", "c", 3));
        assertThat(call("PSUBSCRIBE", "n*")).isEqualTo(push("psubscribe", "n*", 4));

        CompletionStage<Reply> published = session.call(Context.root(), Command.of("PUBLISH", "b", "hello"));
        assertThat(call("GET", "nothing")).isEqualTo(Reply.NIL);
        assertThat(get(published)).isEqualTo(Reply.ONE);
        assertThat(pushed.poll(20, SECONDS))
                .isEqualTo(Reply.Push.of(Reply.Bulk.of("message"), Reply.Bulk.of("b"), Reply.Bulk.of("hello")));

        assertThat(call("UNSUBSCRIBE")).isInstanceOf(Reply.Push.class);
        assertThat(call("PUBLISH", "a", "nobody")).isEqualTo(Reply.ZERO);
        assertThat(call("UNSUBSCRIBE")).isEqualTo(Reply.Push.of(Reply.Bulk.of("unsubscribe"), Reply.NIL, Reply.ONE));
        assertThat(call("PING")).isEqualTo(Reply.PONG);
        assertThat(pushed).isEmpty();
    }

    private static Reply push(String kind, String name, int count) {
        return Reply.Push.of(Reply.Bulk.of(kind), Reply.Bulk.of(name), new Reply.Int(count));
    }

    private Reply call(String name, String... arguments) {
        return get(session.call(Context.root(), Command.of(name, arguments)));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, SECONDS).join();
    }
}
