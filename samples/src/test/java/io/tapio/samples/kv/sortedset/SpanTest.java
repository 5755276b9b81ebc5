package io.tapio.samples.kv.sortedset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
    @ParameterizedTest
    @CsvSource({
        "0, -1, 0, 5",
        "1, 2, 1, 3",
        "-2, -1, 3, 5",
        "-100, 0, 0, 1",
        "3, 100, 3, 5",
        "-100, 9223372036854775807, 0, 5",
        "-9223372036854775808, -5, 0, 1",
        "5, 9, 0, 0",
        "3, 2, 0, 0",
        "-1, -2, 0, 0",
        "0, -6, 0, 0",
    })
    void ranksOfFiveMembersAreCountedFromEitherEnd(long first, long last, int from, int to) {
        assertThat(Span.of(first, last, 5)).isEqualTo(new Span(from, to));
        assertThat(Span.of(first, last, 0)).isEqualTo(Span.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, 2, 8, 2, 8",
        "0, 2, 2, 4, 6, 8",
        "1, 2, 3, 5, 5, 7",
        "5, 2, 7, 8, 2, 3",
        "6, 2, 0, 0, 0, 0",
        "-1, 2, 0, 0, 0, 0",
        "0, 0, 2, 2, 8, 8",
        "1, 9223372036854775807, 3, 8, 2, 7",
        "9223372036854775807, -1, 0, 0, 0, 0",
    })
    void aLimitCutsASpanWhereItIsReadFirst(long offset, long most, int from, int to, int fromEnd, int toEnd) {
        assertThat(new Span(2, 8).limited(offset, most, false)).isEqualTo(new Span(from, to));
        assertThat(new Span(2, 8).limited(offset, most, true)).isEqualTo(new Span(fromEnd, toEnd));
    }
}
