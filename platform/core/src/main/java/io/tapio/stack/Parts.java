package io.tapio.stack;

import com.typesafe.config.Config;
import io.tapio.stats.Stats;
import io.tapio.stats.SystemStats;
import io.tapio.tracing.Tracer;
import org.apache.pekko.actor.ClassicActorSystemProvider;

/**
 * What the filters of a standard stack are made of.
 *
 * @param config has the keys from {@code tapio} on
 * @param name who it is, in the log and in traces: the protocol, or a server's own name
 */
public record Parts(Config config, String name, Stats stats, Tracer tracer) {
    /** Those of {@code system}, without a tracer. */
    public static Parts of(ClassicActorSystemProvider system, String name) {
        Config config = system.classicSystem().settings().config();
        return new Parts(config, name, SystemStats.of(system), Tracer.none());
    }

    public Parts withTracer(Tracer tracer) {
        return new Parts(config, name, stats, tracer);
    }
}
