package io.tapio.samples.kv;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;

/**
 * A server, and for each test an empty store and a connection of Jedis', as it comes and in each version of the
 * protocol.
 */
@ParameterizedClass
@MethodSource("configurations")
abstract class WithJedis {
    static Served served;

    @Parameter
    JedisClientConfig configuration;

    Jedis jedis;

    static Stream<Named<JedisClientConfig>> configurations() {
        return Stream.of(
                Named.of("as it comes", DefaultJedisClientConfig.builder().build()),
                Named.of("RESP2", DefaultJedisClientConfig.builder().resp2().build()),
                Named.of("RESP3", DefaultJedisClientConfig.builder().resp3().build()));
    }

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
    }

    @AfterAll
    static void stop() throws Exception {
        served.close();
    }

    @BeforeEach
    void connect() {
        jedis = open();
        jedis.flushAll();
    }

    @AfterEach
    void close() {
        jedis.close();
    }

    Jedis open() {
        return new Jedis(address(), configuration);
    }

    static HostAndPort address() {
        return new HostAndPort("127.0.0.1", served.port());
    }
}
