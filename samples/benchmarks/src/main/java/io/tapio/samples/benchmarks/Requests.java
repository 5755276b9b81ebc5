package io.tapio.samples.benchmarks;

import java.nio.charset.StandardCharsets;

/** Requests as they come from the wire. */
final class Requests {
    static final int BATCH = 16;

    private static final String GET = "*2\r\n$3\r\nGET\r\n$16\r\nkey:000000000001\r\n";

    private Requests() {}

    static byte[] get() {
        return GET.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] batch() {
        return GET.repeat(BATCH).getBytes(StandardCharsets.US_ASCII);
    }
}
