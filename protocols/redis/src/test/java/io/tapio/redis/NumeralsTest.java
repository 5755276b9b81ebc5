package io.tapio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.testkit.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumeralsTest {
    /** What redis-server 7.0.15 printed. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "1.5, 1.5",
        "-100, -100",
        "0.1, 0.10000000000000001",
        "0.3333333333333333, 0.33333333333333331",
        "3.141, 3.141",
        "0.0001, 0.0001",
        "1e-5, 1.0000000000000001e-05",
        "3.0000000000000004e-7, 3.0000000000000004e-07",
        "12345678901234567, 12345678901234568",
        "123456789012345678, 1.2345678901234568e+17",
        "1e17, 1e+17",
        "1e20, 1e+20",
        "-1e300, -1.0000000000000001e+300",
        "5e-324, 4.9406564584124654e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308"
    })
    void aDoubleHasTheTextThatRedisGivesIt(double value, String text) {
        assertThat(Numerals.text(value)).isEqualTo(text);
    }

    @Test
    void everyDoubleIsReadAsItWasWritten() {
        Seed.run(random -> {
            for (int i = 0; i < 10_000; i++) {
                double value = Double.longBitsToDouble(random.nextLong());
                assertThat(Numerals.parse(Numerals.text(value))).isEqualTo(Double.valueOf(value));
            }
        });
    }
}
