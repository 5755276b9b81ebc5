package io.tapio.stack;

import com.typesafe.config.Config;
import io.tapio.stats.Stats;
import io.tapio.tracing.Tracer;

/**
 * What the filters of a standard stack are made of.
 *
 * @param config has the keys from {@code tapio} on
 * @param name who it is, in the log and in traces: the protocol, or a server's own name
 */
public record Parts(Config config, String name, Stats stats, Tracer tracer) {}
