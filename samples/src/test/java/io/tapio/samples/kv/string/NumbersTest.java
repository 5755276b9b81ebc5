package io.tapio.samples.kv.string;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.kv.FreshKv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest extends FreshKv {
    @Test
    void countersCount() {
        assertThat(say("INCR n")).isEqualTo("1");
        assertThat(say("INCRBY n 41")).isEqualTo("42");
        assertThat(say("DECR n")).isEqualTo("41");
        assertThat(say("DECRBY n 50")).isEqualTo("-9");
        assertThat(say("GET n")).isEqualTo("\"-9\"");
    }

    @Test
    void aCounterKeepsItsTime() {
        say("SET n 1 PX 500");
        say("INCR n");

        assertThat(say("PTTL n")).isEqualTo("500");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "''", "1.0", "+1", "01", "-", "-0", "1x", "9223372036854775808", "-9223372036854775809"})
    void whatIsNoIntegerIsRefused(String value) {
        say("SET n " + value);

        assertThat(say("INCR n")).isEqualTo("-ERR value is not an integer or out of range");
        assertThat(say("INCRBY m " + value)).isEqualTo("-ERR value is not an integer or out of range");
    }

    @Test
    void countersDoNotOverflow() {
        say("MSET max 9223372036854775807 min -9223372036854775808");

        assertThat(say("INCR max")).isEqualTo("-ERR increment or decrement would overflow");
        assertThat(say("DECR min")).isEqualTo("-ERR increment or decrement would overflow");
        assertThat(say("DECRBY n -9223372036854775808")).isEqualTo("-ERR decrement would overflow");
        assertThat(say("INCRBY max -1")).isEqualTo("9223372036854775806");
        assertThat(say("INCRBY min 1")).isEqualTo("-9223372036854775807");
    }

    @ParameterizedTest
    @CsvSource({
        "10.50, 0.1, 10.6",
        "5.0e3, 2.0e2, 5200",
        "3.0e3, 200.1, 3200.10000000000000009",
        "1, -1, 0",
        "0.1, 0.2, 0.3",
        "-0.00000000000000000001, 0, 0",
        "1e20, 1, 100000000000000000000",
        "0.3, .7, 1",
        "1e-30, 1, 1",
    })
    void floatsAreAddedAsInRedis(String value, String increment, String sum) {
        say("SET n " + value);

        assertThat(say("INCRBYFLOAT n " + increment)).isEqualTo('"' + sum + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "''", "1.2.3", "nan", "1e", "1e999999999", "1e5000", "--1", "e5", "."})
    void whatIsNoFloatIsRefused(String value) {
        assertThat(say("INCRBYFLOAT n " + value)).isEqualTo("-ERR value is not a valid float");
    }

    @Test
    void aSumIsFinite() {
        assertThat(say("INCRBYFLOAT n inf")).isEqualTo("-ERR increment would produce NaN or Infinity");
    }
}
