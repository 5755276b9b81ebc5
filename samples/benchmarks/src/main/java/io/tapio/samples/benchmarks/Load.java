package io.tapio.samples.benchmarks;

import java.time.Duration;

/** What keeps a server busy: requests of one kind, so many at a time. */
interface Load {
    /**
     * How it went for those who asked.
     *
     * @param throughput requests per second
     * @param p50 half the requests took no longer, in milliseconds
     * @param p99 nor 99 % than this
     */
    record Timing(double throughput, double p50, double p99) {}

    String title();

    /** Requests of the first run, and the least of any. */
    default long least() {
        return 20_000;
    }

    /** Requests that each server has answered at least, before the first that counts. */
    default long warmUp() {
        return 0;
    }

    /** Sends that many requests and waits for all replies. */
    Timing drive(int port, long requests);

    /** As {@link #drive}, and looks what it has cost the server. */
    default Sample run(ServerProcess server, long requests) {
        Duration before = server.cpu();
        Timing timing = drive(server.port(), requests);
        double cpu = server.cpu().minus(before).toNanos() / 1000.0 / requests;
        return new Sample(timing.throughput, timing.p50, timing.p99, cpu);
    }
}
