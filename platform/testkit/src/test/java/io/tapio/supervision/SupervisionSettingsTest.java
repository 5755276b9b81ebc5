package io.tapio.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SupervisionSettingsTest {
    @Test
    void theDefaultsAreThoseOfTheReference() {
        assertThat(SupervisionSettings.from(ConfigFactory.load()))
                .isEqualTo(new SupervisionSettings(
                        1,
                        1000,
                        1,
                        32,
                        1,
                        new RestartSettings(Duration.ofMillis(100), Duration.ofSeconds(10), 20, Duration.ofSeconds(60)),
                        Duration.ofSeconds(10)));
    }

    @Test
    void requeuesMayBeOff() {
        Config off =
                ConfigFactory.parseString("tapio.supervision.requeues = off").withFallback(ConfigFactory.load());

        assertThat(SupervisionSettings.from(off).requeues()).isZero();
    }

    @Test
    void aQueueOfNothingIsRefusedWithItsKey() {
        Config none =
                ConfigFactory.parseString("tapio.supervision.max-queued = 0").withFallback(ConfigFactory.load());

        assertThatThrownBy(() -> SupervisionSettings.from(none))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tapio.supervision.max-queued");
    }
}
