package io.tapio.samples.kv.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "h?llo, hello, true",
        "h?llo, hllo, false",
        "h*o, hello, true",
        "h*o, hell, false",
        "*a*b*c, xaxbxc, true",
        "*a*b*c, xaxbxcx, false",
        "h[ae]llo, hallo, true",
        "h[^e]llo, hello, false",
        "h[a-c]llo, hbllo, true",
        "h[c-a]llo, hbllo, true",
        "h\\*o, h*o, true",
        "h\\*o, hxo, false",
        "[a, a, true",
        "[, a, false",
        "a\\, a\\, true",
        "[\\]], ], true",
    })
    void patternsMatchAsInRedis(String pattern, String key, boolean matches) {
        assertThat(Glob.matches(pattern.getBytes(), key.getBytes())).isEqualTo(matches);
    }

    @Test
    void aPatternOfManyStarsCostsNoMoreThanItsLength() {
        byte[] stars = "*a".repeat(50).concat("b").getBytes();

        assertThat(Glob.matches(stars, "a".repeat(10_000).getBytes())).isFalse();
    }
}
