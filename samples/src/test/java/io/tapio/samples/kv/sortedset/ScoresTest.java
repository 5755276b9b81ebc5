package io.tapio.samples.kv.sortedset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.samples.kv.command.Refused;
import java.time.Duration;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoresTest {
    /** What redis-server 7.0.15 answers. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, -0",
        "1., 1",
        "+.5, 0.5",
        "0x10, 16",
        "0X1.8p3, 12",
        "INFINITY, inf",
        "-inf, -inf",
        "0.1, 0.10000000000000001",
        "0.0001, 0.0001",
        "0.00001, 1.0000000000000001e-05",
        "-1.5e-7, -1.4999999999999999e-07",
        "12345678901234567, 12345678901234568",
        "1e16, 10000000000000000",
        "99999999999999999, 1e+17",
        "123456789012345678, 1.2345678901234568e+17",
        "4.9e-324, 4.9406564584124654e-324",
        "1e-310, 9.9999999999999694e-311",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "0e999999999999, 0",
    })
    void aScoreIsReadAndPrintedAsInRedis(String text, String printed) {
        assertThat(Scores.text(parse(text))).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " 1", "1 ", "x", ".", "-", "1e", "1x", "0x", "1d", "1f", "nan", "1e309", "-1e309", "1e-400"})
    void whatIsNoScoreIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isSameAs(Refused.NO_FLOAT);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "'  2', 2", "1e400, inf", "-1e400, -inf", "1e-400, 0"})
    void aBoundIsReadLessStrictly(String text, String printed) {
        double bound = Scores.parseBound(text.getBytes(ISO_8859_1), Refused.NO_FLOAT);

        assertThat(Scores.text(bound)).isEqualTo(printed);
    }

    @Test
    void whatIsPrintedIsTheSameScoreWhenItIsReadAgain() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double score = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(score)) {
                assertThat(parse(Scores.text(score))).as("seed %d", seed).isEqualTo(score);
            }
        }
    }

    @Test
    void aLongTextThatIsNoScoreIsRefusedAtOnce() {
        Assertions.assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> parse("1".repeat(1_000_000) + "x")));
    }

    private static double parse(String text) {
        return Scores.parse(text.getBytes(ISO_8859_1), Refused.NO_FLOAT);
    }

    @Test
    void aListpackHasWholeNumbersUpToHalfALongAsSuch() {
        assertThat(Scores.packedText(-2.75e17)).isEqualTo("-275000000000000000");
        assertThat(Scores.text(-2.75e17)).isEqualTo("-2.75e+17");
        assertThat(Scores.packedText(1e19)).isEqualTo("1e+19");
        assertThat(Scores.packedText(0.5)).isEqualTo("0.5");
    }
}
