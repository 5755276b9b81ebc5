package io.tapio.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.testkit.random.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TraceContextFuzzTest {
    private static final int ROUNDS = 2000;
    private static final String NEARLY_RIGHT = "0123456789abcdef-AZ=, \t_*/@~\u0666\u00e9";

    @Test
    void whateverIsReadIsTheSameWhenItIsWrittenAndReadAgain() {
        Seed.run(random -> {
            for (int round = 0; round < ROUNDS; round++) {
                String traceparent =
                        changed(TraceContext.begin(random, random.nextBoolean()).traceparent(), random);
                String tracestate = changed("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE", random);

                TraceContext.parse(traceparent, tracestate).ifPresent(read -> {
                    assertThat(read.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]");
                    assertThat(read.state().text()).hasSizeLessThanOrEqualTo(TraceState.MOST_CHARACTERS);
                    assertThat(TraceContext.parse(
                                    read.traceparent(), read.state().text()))
                            .contains(read);
                    assertThat(TraceContext.FORMAT.read(TraceContext.FORMAT.write(read)))
                            .isEqualTo(read);
                });
            }
        });
    }

    /** The text with a few characters changed, added or gone; sometimes none. */
    private static String changed(String text, RandomGenerator random) {
        StringBuilder changed = new StringBuilder(text);
        for (int change = random.nextInt(3); change > 0; change--) {
            int at = random.nextInt(changed.length());
            char c = NEARLY_RIGHT.charAt(random.nextInt(NEARLY_RIGHT.length()));
            switch (random.nextInt(3)) {
                case 0 -> changed.setCharAt(at, c);
                case 1 -> changed.insert(at, c);
                default -> changed.deleteCharAt(at);
            }
        }
        return changed.toString();
    }
}
