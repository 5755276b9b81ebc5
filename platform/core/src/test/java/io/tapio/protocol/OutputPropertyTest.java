package io.tapio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class OutputPropertyTest {
    private static final int RUNS = 300;
    private static final int STEPS = 200;

    private final long seed = Long.getLong("tapio.seed", System.nanoTime());

    @Test
    void whatIsTakenIsWhatAPlainBufferWouldHold() throws IOException {
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            Output out = new Output(1 + random.nextInt(10_000));
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            ByteString taken = ByteString.emptyByteString();
            for (int step = 0; step < STEPS; step++) {
                write(random, out, new DataOutputStream(expected));
                assertThat(taken.size() + out.size()).as(again()).isEqualTo(expected.size());
                if (random.nextInt(20) == 0) {
                    taken = taken.concat(out.take());
                }
            }

            assertThat(taken.concat(out.take()).toArray()).as(again()).isEqualTo(expected.toByteArray());
        }
    }

    private static void write(Random random, Output out, DataOutputStream expected) throws IOException {
        byte[] bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(9_000) : random.nextInt(50)];
        random.nextBytes(bytes);
        long number = random.nextLong();
        switch (random.nextInt(9)) {
            case 0 -> expected.writeByte(written((int) number, out.writeByte((int) number)));
            case 1 -> expected.writeShort(written((int) number, out.writeShort((int) number)));
            case 2 -> expected.writeInt(written((int) number, out.writeInt((int) number)));
            case 3 -> expected.writeLong(written(number, out.writeLong(number)));
            case 4 -> expected.writeBytes(written(Long.toString(number), out.writeDecimal(number)));
            case 5 -> expected.write(written(bytes, out.write(bytes)));
            case 6 -> expected.write(written(bytes, out.append(bytes)));
            case 7 -> expected.write(written(bytes, out.append(ByteString.fromArray(bytes))));
            default -> {
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                expected.write(written(text, out.writeUtf8(text)).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static <T> T written(T value, Output out) {
        return value;
    }

    private String again() {
        return "again with -Dtapio.seed=" + seed;
    }
}
