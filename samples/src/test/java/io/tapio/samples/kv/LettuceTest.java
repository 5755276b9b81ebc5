package io.tapio.samples.kv;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** kv as Lettuce sees it, which is asynchronous and keeps one connection for all its users. */
class LettuceTest extends WithLettuce {
    private StatefulRedisConnection<String, String> connection;
    private RedisCommands<String, String> sync;

    @BeforeEach
    void open() {
        connection = client.connect();
        sync = connection.sync();
    }

    @Test
    void stringsComeBackAsTheyWere() {
        sync.set("greeting", "grüß dich");
        sync.mset(Map.of("a", "1", "b", "2"));

        assertThat(sync.get("greeting")).isEqualTo("grüß dich");
        assertThat(sync.get("nothing")).isNull();
        assertThat(sync.mget("a", "nothing"))
                .containsExactly(KeyValue.just("a", "1"), KeyValue.<String, String>empty("nothing"));
        assertThat(sync.setGet("a", "3")).isEqualTo("1");
        assertThat(sync.set("a", "4", SetArgs.Builder.nx())).isNull();
        assertThat(sync.getdel("a")).isEqualTo("3");
    }

    @Test
    void bytesComeBackAsTheyWere() {
        byte[] value = new byte[1 << 20];
        new Random(7).nextBytes(value);
        try (var bytes = client.connect(ByteArrayCodec.INSTANCE)) {
            bytes.sync().set(new byte[] {0, 13, 10}, value);

            assertThat(bytes.sync().get(new byte[] {0, 13, 10})).isEqualTo(value);
        }
    }

    @Test
    void numbersCount() {
        assertThat(sync.incrby("n", 41)).isEqualTo(41);
        assertThat(sync.incr("n")).isEqualTo(42);
        assertThat(sync.incrbyfloat("n", 0.5)).isEqualTo(42.5);
    }

    @Test
    void keysExpireAndAreFound() {
        sync.set("short", "lived", SetArgs.Builder.ex(Duration.ofSeconds(100)));
        IntStream.range(0, 1000).forEach(i -> sync.set("user:" + i, "x"));

        assertThat(sync.ttl("short")).isBetween(99L, 100L);
        assertThat(sync.persist("short")).isTrue();
        assertThat(ScanIterator.scan(sync, ScanArgs.Builder.matches("user:*").limit(100)))
                .toIterable()
                .hasSizeGreaterThanOrEqualTo(1000)
                .contains("user:0", "user:999");
        assertThat(sync.dbsize()).isEqualTo(1001);
        assertThat(sync.unlink("user:0", "nothing")).isEqualTo(1);
    }

    @Test
    void tenThousandCommandsInOneFlushAreAnsweredInTheirOrder() {
        RedisAsyncCommands<String, String> async = connection.async();
        connection.setAutoFlushCommands(false);
        List<RedisFuture<Long>> counts =
                IntStream.range(0, 10_000).mapToObj(i -> async.incr("n")).toList();
        connection.flushCommands();

        assertThat(LettuceFutures.awaitAll(Duration.ofSeconds(20), counts.toArray(RedisFuture[]::new)))
                .isTrue();
        assertThat(counts.stream().map(count -> count.toCompletableFuture().join()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 10_000).mapToObj(Long::valueOf).toList());
    }

    @Test
    void aFailedCallOfManyFailsAlone() throws Exception {
        RedisAsyncCommands<String, String> async = connection.async();
        async.set("text", "abc");
        RedisFuture<Long> failed = async.incr("text");
        RedisFuture<String> after = async.get("text");

        assertThatThrownBy(() -> failed.get(20, SECONDS))
                .hasCauseInstanceOf(RedisCommandExecutionException.class)
                .hasMessageContaining("ERR value is not an integer or out of range");
        assertThat(after.get(20, SECONDS)).isEqualTo("abc");
    }

    @Test
    void aReactiveChainRunsStepByStep() {
        var reactive = connection.reactive();

        List<String> values = reactive.mset(Map.of("a", "1", "b", "2"))
                .thenMany(reactive.mget("a", "b", "a", "b"))
                .limitRate(1)
                .concatMap(pair -> reactive.append(pair.getKey(), "0").then(reactive.get(pair.getKey())))
                .collectList()
                .block(Duration.ofSeconds(20));

        assertThat(values).containsExactly("10", "20", "100", "200");
    }

    @Test
    void theDriverIntroducesItself() {
        Served.assumeNewerThanRedis70();
        try (var named =
                client.connect(uri().withClientName("counter").withDatabase(3).build())) {
            assertThat(named.sync().clientInfo())
                    .contains(" name=counter ", " db=3 ", " lib-name=Lettuce", " lib-ver=7.")
                    .contains(version == ProtocolVersion.RESP3 ? " resp=3 " : " resp=2 ");
        }
    }

    @Test
    void databasesAreApart() {
        try (var other = client.connect(uri().withDatabase(1).build())) {
            sync.set("where", "zero");

            assertThat(other.sync().get("where")).isNull();
            assertThat(other.sync().select(0)).isEqualTo("OK");
            assertThat(other.sync().get("where")).isEqualTo("zero");
        }
    }
}
