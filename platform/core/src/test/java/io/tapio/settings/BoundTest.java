package io.tapio.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTest {
    private static final String KEY = "tapio.test.most";

    @ParameterizedTest
    @CsvSource({"1, 1 B", "1023, 1023 B", "1024, 1 KiB", "65537, 65537 B", "8388608, 8 MiB", "3221225472, 3 GiB"})
    void bytesAreInTheLargestUnitThatDividesThem(long bytes, String text) {
        assertThat(Bound.bytes("bytes", bytes, KEY).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0.000001S, 1 us", "PT0.2S, 200 ms", "PT1.5S, 1500 ms", "PT60S, 60 s", "PT10M, 10 minutes"})
    void aTimeIsAsTheConfigurationWritesIt(Duration time, String text) {
        Bound bound = Bound.time("time", time, KEY);

        assertThat(bound.text()).isEqualTo(text);
        assertThat(bound.in(setTo(text))).contains(bound);
    }

    @Test
    void aCountThatNothingReachesIsNone() {
        assertThat(Bound.count("calls", Integer.MAX_VALUE, null).isOpen()).isTrue();
        assertThat(Bound.count("calls", Integer.MAX_VALUE, null).text()).isEqualTo("no limit");
        assertThat(Bound.count("calls", Integer.MAX_VALUE - 1, null).isOpen()).isFalse();
    }

    @Test
    void aDeadlineThatIsOffLetsNothingGrow() {
        Bound off = Bound.timeOrOff("time", null, KEY);

        assertThat(off.text()).isEqualTo("off");
        assertThat(off.isOpen()).isFalse();
        assertThat(off.in(setTo("off"))).contains(off);
    }

    @ParameterizedTest
    @CsvSource({"64 KiB, 65536", "100000, 100000"})
    void theConfigurationHasItsOwn(String written, long bytes) {
        assertThat(Bound.bytes("bytes", 1, KEY).in(setTo(written))).contains(Bound.bytes("bytes", bytes, KEY));
    }

    @Test
    void whatTheConfigurationDoesNotHaveIsNotThere() {
        assertThat(Bound.bytes("bytes", 1, KEY).in(ConfigFactory.empty())).isEmpty();
        assertThat(Bound.bytes("bytes", 1, null).in(setTo("1"))).isEmpty();
        assertThat(Bound.count("workers", 1, KEY).in(setTo("cores"))).isEmpty();
    }

    private static Config setTo(String value) {
        return ConfigFactory.parseString(KEY + " = " + value);
    }
}
