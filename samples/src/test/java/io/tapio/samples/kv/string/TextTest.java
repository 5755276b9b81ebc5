package io.tapio.samples.kv.string;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({
        "0, int",
        "-1, int",
        "9223372036854775807, int",
        "-9223372036854775808, int",
        "9223372036854775808, embstr",
        "-0, embstr",
        "+1, embstr",
        "01, embstr",
        "'', embstr",
        "12345678901234567890123456789012345678901234, embstr",
        "123456789012345678901234567890123456789012345, raw",
    })
    void aStringIsEncodedAsInRedis(String text, String encoding) {
        assertThat(new Text(text.getBytes(ISO_8859_1)).encoding()).isEqualTo(encoding);
    }
}
