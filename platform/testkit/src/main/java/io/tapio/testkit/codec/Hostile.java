package io.tapio.testkit.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Bytes that no friend would send. */
final class Hostile {
    private static final int LONGEST_NOISE = 300;
    private static final int LONGEST_CHUNK = 40;
    private static final int MOST_SPOILED = 4;

    private Hostile() {}

    static byte[] noise(RandomGenerator random) {
        byte[] noise = new byte[random.nextInt(1, LONGEST_NOISE)];
        random.nextBytes(noise);
        return noise;
    }

    /** Good bytes, a few of them changed. */
    static byte[] spoiled(byte[] good, RandomGenerator random) {
        byte[] spoiled = good.clone();
        for (int i = random.nextInt(1, MOST_SPOILED); i > 0; i--) {
            spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt();
        }
        return spoiled;
    }

    /** Reads the bytes in chunks; only a failure may come of it. */
    static void read(Reader<?> reader, byte[] bytes, RandomGenerator random) {
        try {
            int next;
            for (int at = 0; at < bytes.length; at = next) {
                next = Math.min(bytes.length, at + random.nextInt(1, LONGEST_CHUNK));
                reader.feed(bytes, at, next);
            }
            reader.end();
        } catch (Failure failure) {
            assertThat(failure.where()).isIn(Where.DECODE, Where.CLOSED);
            assertThat(failure.getMessage()).isNotBlank();
        }
    }

    /** Reads the bytes in steps; a refusal must come of it that names the size and the limit. */
    static void isRefused(Reader<?> reader, Oversized oversized, int step) {
        byte[] bytes = oversized.bytes();
        try {
            for (int at = 0; at < bytes.length; at += step) {
                reader.feed(bytes, at, Math.min(bytes.length, at + step));
            }
        } catch (Failure failure) {
            String message = Objects.requireNonNullElse(failure.getMessage(), "");
            assertThat(failure.where()).isEqualTo(Where.DECODE);
            assertThat(message).contains(Long.toString(oversized.limit()));
            assertThat(Arrays.stream(message.replaceAll("\\D+", " ").strip().split(" ")))
                    .as("the numbers in: " + message)
                    .anyMatch(number -> Long.parseLong(number) > oversized.limit());
            return;
        }
        throw new AssertionError("not refused, in steps of " + step + " bytes, with a limit of " + oversized.limit());
    }
}
