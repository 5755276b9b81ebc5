package io.tapio.samples.kv;

import io.tapio.samples.KvProgram;
import io.tapio.samples.Running;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * What drivers are tried on: kv, or with {@code -Dkv.server=redis} a redis-server, which shows that a test expects what
 * Redis does.
 */
record Served(int port, AutoCloseable server) implements AutoCloseable {
    private static final boolean BY_REDIS = "redis".equals(System.getProperty("kv.server"));

    /** A server on a free port. */
    static Served start() throws Exception {
        if (BY_REDIS) {
            RealRedis redis = RealRedis.start(RealRedis.program().orElseThrow(), Path.of("target"));
            return new Served(redis.port(), redis);
        }
        Running kv = Running.of(new KvProgram()::start);
        return new Served(kv.port(), kv);
    }

    /** An empty server where this one has been. */
    Served again() throws Exception {
        AutoCloseable next = BY_REDIS
                ? RealRedis.start(RealRedis.program().orElseThrow(), Path.of("target"), port)
                : Running.of((system, host, any) -> new KvProgram().start(system, host, port));
        return new Served(port, next);
    }

    /** Skips a test of what came after Redis 7.0. */
    static void assumeNewerThanRedis70() {
        Assumptions.assumeFalse(BY_REDIS, "not in Redis 7.0");
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
