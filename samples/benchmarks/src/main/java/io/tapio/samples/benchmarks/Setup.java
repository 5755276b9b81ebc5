package io.tapio.samples.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * What is the same for all servers of a comparison.
 *
 * @param serverPrefix what a server's command line begins with: {@code taskset -c 0}, or nothing
 * @param loadPrefix the same for what drives it
 * @param pairs how often each server is measured at each point
 * @param run how long one measurement should take at the least
 */
record Setup(
        List<String> jvmFlags,
        List<String> serverPrefix,
        List<String> loadPrefix,
        int loops,
        int pairs,
        Duration run) {}
