package io.tapio.testkit.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.protocol.Decoder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;

/**
 * Tells a decoder that starts anew at each byte from one that goes on. No counter can stand in a heap buffer, so this
 * measures processor time, which other programs on the machine do not add to: a decoder that goes on needs some 20 ns
 * for a step, one that starts anew needs 10 µs and more with 64 KiB before it.
 */
final class Effort {
    private static final long NANOS_PER_STEP = 1_000;
    private static final int STEPS = 1 << 20;
    private static final int BETWEEN_LOOKS = 1 << 12;

    private Effort() {}

    /** Reads the bytes of one frame again and again, each time one by one. */
    static <F> void check(Decoder<F> decoder, byte[] frame) {
        long start = processorNanos();
        for (int steps = 0; steps < STEPS; steps += frame.length) {
            ByteBuffer in = ByteBuffer.wrap(frame.clone()).limit(0);
            boolean read = false;
            for (int limit = 1; limit <= frame.length; limit++) {
                read = decoder.decode(in.limit(limit)) != null;
                if (limit % BETWEEN_LOOKS == 0) {
                    assertThat(processorNanos() - start)
                            .as("processor time for %d steps of one byte, in ns", steps + limit)
                            .isLessThan((STEPS + steps + limit) * NANOS_PER_STEP);
                }
            }
            assertThat(read).as("a frame after %d single bytes", frame.length).isTrue();
        }
    }

    private static long processorNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
