package io.tapio.samples.kv.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamIdTest {
    @ParameterizedTest
    @CsvSource({
        "5, 5-7",
        "5-6, 5-6",
        "007-08, 7-8",
        "18446744073709551615-18446744073709551615, 18446744073709551615-18446744073709551615"
    })
    void anIdIsTwoNumbersWithoutSigns(String text, String id) {
        assertThat(parse(text)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+", "x", "1-", "-1", "1-x", "1-2-3", "1-*", "18446744073709551616", "1--1"})
    void whatIsNoIdIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isSameAs(StreamId.INVALID);
    }

    @Test
    void idsAreOrderedWithoutSigns() {
        assertThat(parse("9223372036854775808-0")).isGreaterThan(parse("9223372036854775807-5"));
        assertThat(parse("1-9223372036854775808")).isGreaterThan(parse("1-9223372036854775807"));
        assertThat(StreamId.MAX).isGreaterThan(parse("18446744073709551615-0"));
    }

    @Test
    void theNextIdMayBeOfAnotherTime() {
        assertThat(parse("1-18446744073709551615").next()).hasToString("2-0");
        assertThat(parse("2-0").previous()).hasToString("1-18446744073709551615");
        assertThat(parse("2-3").next().previous()).hasToString("2-3");
    }

    private static StreamId parse(String text) {
        return StreamId.parse(text.getBytes(ISO_8859_1), 7);
    }
}
