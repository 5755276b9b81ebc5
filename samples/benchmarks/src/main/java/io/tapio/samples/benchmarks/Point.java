package io.tapio.samples.benchmarks;

import java.util.Locale;

/**
 * A load.
 *
 * @param test redis-benchmark's word for the request: {@code get}, {@code set}, …
 * @param connections connections at the same time
 * @param pipeline requests that a connection sends before it waits for the replies
 * @param reconnecting whether each request comes on a connection of its own
 */
record Point(String test, int connections, int pipeline, boolean reconnecting) {
    /** Connect, one request, close. */
    static Point reconnecting(int connections) {
        return new Point("ping_mbulk", connections, 1, true);
    }

    /** {@code 50/16}: 50 connections, 16 requests at a time. */
    static Point parse(String test, String text) {
        String[] numbers = text.split("/", -1);
        if (numbers.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is not CONNECTIONS/PIPELINE, such as 50/16");
        }
        return new Point(test, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), false);
    }

    String title() {
        return reconnecting
                ? "connect, PING, close, c=" + connections
                : test.toUpperCase(Locale.ROOT) + " c=" + connections + " P=" + pipeline;
    }
}
