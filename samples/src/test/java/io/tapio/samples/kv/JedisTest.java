package io.tapio.samples.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;

/** kv as a client sees it that nobody here wrote. */
class JedisTest extends WithJedis {
    @Test
    void stringsComeBackAsTheyWere() {
        jedis.set("greeting", "grüß dich");
        jedis.mset("a", "1", "b", "2");

        assertThat(jedis.get("greeting")).isEqualTo("grüß dich");
        assertThat(jedis.mget("a", "nothing", "b")).containsExactly("1", null, "2");
        assertThat(jedis.append("a", "0")).isEqualTo(2);
        assertThat(jedis.getrange("greeting", 0, 1)).isEqualTo("gr");
    }

    @Test
    void bytesComeBackAsTheyWere() {
        byte[] value = new byte[1 << 20];
        new java.util.Random(7).nextBytes(value);

        jedis.set("bytes".getBytes(), value);

        assertThat(jedis.get("bytes".getBytes())).isEqualTo(value);
    }

    @Test
    void numbersCount() {
        assertThat(jedis.incr("n")).isEqualTo(1);
        assertThat(jedis.incrBy("n", 41)).isEqualTo(42);
        assertThat(jedis.decr("n")).isEqualTo(41);
        assertThat(jedis.incrByFloat("n", 0.5)).isEqualTo(41.5);
    }

    @Test
    void keysExpire() {
        jedis.set("short", "lived", SetParams.setParams().ex(100));

        assertThat(jedis.ttl("short")).isBetween(99L, 100L);
        assertThat(jedis.persist("short")).isEqualTo(1);
        assertThat(jedis.ttl("short")).isEqualTo(-1);
    }

    @Test
    void keysAreFoundAndCounted() {
        jedis.mset("user:1", "x", "user:2", "y", "other", "z");

        assertThat(jedis.keys("user:*")).containsExactlyInAnyOrder("user:1", "user:2");
        assertThat(jedis.scan("0").getResult()).hasSize(3);
        assertThat(jedis.dbSize()).isEqualTo(3);
        assertThat(jedis.del("user:1", "nothing")).isEqualTo(1);
        assertThat(jedis.type("other")).isEqualTo("string");
    }

    @Test
    void aPipelineIsAnsweredInItsOrder() {
        Pipeline pipeline = jedis.pipelined();
        List<Response<Long>> counts = java.util.stream.IntStream.range(0, 10_000)
                .mapToObj(i -> pipeline.incr("n"))
                .toList();
        pipeline.sync();

        assertThat(counts.get(0).get()).isEqualTo(1);
        assertThat(counts.get(9_999).get()).isEqualTo(10_000);
    }

    @Test
    void errorsAreRedisOwn() {
        jedis.set("text", "abc");

        assertThatThrownBy(() -> jedis.incr("text"))
                .isInstanceOf(JedisDataException.class)
                .hasMessage("ERR value is not an integer or out of range");
        assertThat(jedis.ping()).isEqualTo("PONG");
    }

    @Test
    void databasesAreApart() {
        jedis.set("where", "zero");
        jedis.select(1);

        assertThat(jedis.get("where")).isNull();
        assertThat(jedis.getDB()).isEqualTo(1);
    }

    @Test
    void theDriverIntroducesItself() {
        Served.assumeNewerThanRedis70();
        var named = DefaultJedisClientConfig.builder().from(configuration).clientName("counter");
        try (Jedis counter = new Jedis(address(), named.build())) {
            assertThat(counter.clientInfo()).contains(" name=counter ", " lib-name=jedis", " lib-ver=8.");
            assertThat(jedis.clientList()).contains(" name=counter ").contains(" name= ");
        }
    }

    @Test
    void aClientWithAPoolGoesOnAfterARestart() throws Exception {
        try (RedisClient pooled = RedisClient.builder()
                .hostAndPort(address())
                .clientConfig(configuration)
                .build()) {
            pooled.set("key", "value");
            served.close();
            served = served.again();

            assertThatThrownBy(() -> pooled.get("key")).isInstanceOf(JedisConnectionException.class);
            assertThat(pooled.get("key")).isNull();
        }
    }
}
