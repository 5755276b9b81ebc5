package io.tapio.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownKeysTest {
    private static final ClassLoader LOADER = UnknownKeysTest.class.getClassLoader();

    @Test
    void theDefaultsAreKnown() {
        assertThat(UnknownKeys.in(ConfigFactory.defaultReference(LOADER), LOADER))
                .isEmpty();
    }

    @Test
    void aSlipOfThePenIsNamedWithItsPlaceAndTheNearestKey() {
        List<String> unknown = unknown("tapio.config.unknown-kyes = warn");

        assertThat(unknown)
                .singleElement()
                .asString()
                .contains("tapio.config.unknown-kyes", "String: 1", "did you mean tapio.config.unknown-keys?");
    }

    @Test
    void keysOfOthersAreNotLookedAt() {
        assertThat(unknown("pekko.loglevel = DEBUG, my.own.key = 1")).isEmpty();
    }

    @Test
    void everyUnknownKeyHasItsLine() {
        assertThat(unknown("tapio { config { a = 1, b { c = 2 } } }")).hasSize(2);
    }

    @Test
    void aKeyWithADotInQuotesIsNamedAsItIsWritten() {
        assertThat(unknown("tapio.config.\"a.b\" = 1"))
                .singleElement()
                .asString()
                .contains("tapio.config.\"a.b\"");
    }

    private static List<String> unknown(String keys) {
        Config config = ConfigFactory.parseString(keys).withFallback(ConfigFactory.defaultReference(LOADER));
        return UnknownKeys.in(config, LOADER);
    }
}
