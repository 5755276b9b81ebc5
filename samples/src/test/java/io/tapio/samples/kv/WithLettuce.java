package io.tapio.samples.kv;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A server, and for each test an empty store and a client of Lettuce's, in both versions of the protocol. */
@ParameterizedClass
@EnumSource(ProtocolVersion.class)
abstract class WithLettuce {
    private static ClientResources resources;
    static Served served;

    @Parameter
    ProtocolVersion version;

    RedisClient client;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
        resources = ClientResources.create();
    }

    @AfterAll
    static void stop() throws Exception {
        resources.shutdown(0, 10, SECONDS).await(10, SECONDS);
        served.close();
    }

    @BeforeEach
    void connect() {
        client = RedisClient.create(resources, uri().build());
        client.setOptions(ClientOptions.builder().protocolVersion(version).build());
        try (var connection = client.connect()) {
            connection.sync().flushall();
        }
    }

    @AfterEach
    void disconnect() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(10));
    }

    static RedisURI.Builder uri() {
        return RedisURI.builder().withHost("127.0.0.1").withPort(served.port()).withTimeout(Duration.ofSeconds(20));
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(20, SECONDS);
        assertThat(next).as("what comes within 20 s").isNotNull();
        return next;
    }
}
