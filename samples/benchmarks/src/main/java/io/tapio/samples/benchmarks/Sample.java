package io.tapio.samples.benchmarks;

/**
 * One run against one server.
 *
 * @param throughput requests per second
 * @param p50 half the requests took no longer, in milliseconds
 * @param p99 nor 99 % than this
 * @param cpu the server's CPU time for one request, in microseconds
 */
record Sample(double throughput, double p50, double p99, double cpu) {}
