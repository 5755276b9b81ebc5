package io.tapio.samples;

import com.typesafe.config.Config;
import io.tapio.filter.Role;
import io.tapio.node.Program;
import io.tapio.redis.Redis;
import io.tapio.redis.RedisSettings;
import io.tapio.samples.kv.Kv;
import io.tapio.samples.kv.KvSettings;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpServer;
import io.tapio.time.Timer;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * {@code tapio serve kv}. Its clients may connect ahead of need and be silent as long as they like, as with Redis; the
 * operating system's keep-alive finds those that are gone.
 */
public final class KvProgram implements Program {
    @Override
    public String name() {
        return "kv";
    }

    @Override
    public String protocol() {
        return "redis";
    }

    @Override
    public String summary() {
        return "a key-value store for redis-cli and every Redis client";
    }

    @Override
    public int defaultPort() {
        return 6379;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        Config config = system.settings().config();
        TcpServer servers = TcpServer.create(system);
        return servers.withSettings(servers.settings().withoutSilenceTimeouts())
                .withStack(stack -> stack.without(Role.TOTAL_TIMEOUT)) // BLPOP says itself how long it waits
                .plan(Redis.server(RedisSettings.from(config)), Kv.create(KvSettings.from(config), Timer.shared()));
    }
}
