package io.tapio.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionTest {
    @Test
    void valuesAreReadWithTheirUnits() {
        Section section = section("time = 3 s, size = 64 KiB, number = 7, part = 0.2, flag = on");

        assertThat(section.duration("time")).isEqualTo(Duration.ofSeconds(3));
        assertThat(section.durationOrOff("time")).contains(Duration.ofSeconds(3));
        assertThat(section.bytes("size")).isEqualTo(65_536);
        assertThat(section.count("number")).isEqualTo(7);
        assertThat(section.share("part")).isEqualTo(0.2);
        assertThat(section.flag("flag")).isTrue();
        assertThat(section.path()).isEqualTo("tapio.test");
    }

    @Test
    void offIsNoDuration() {
        assertThat(section("time = off").durationOrOff("time")).isEmpty();
    }

    @Test
    void aWordMayStandForNoValue() {
        Section section = section("size = SYSTEM, other = 1 KiB, name = cache");

        assertThat(section.unless("system", "size", section::bytes)).isEmpty();
        assertThat(section.unless("system", "other", section::bytes)).contains(1024);
        assertThat(section.unless("any", "name", section::text)).contains("cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 s", "-1 s", "off", "soon"})
    void aDurationMustBeLongerThanNothing(String value) {
        Section section = section("time = " + value);

        assertThatThrownBy(() -> section.duration("time"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tapio.test.time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.1", "1.01", "20 %"})
    void aShareMustBeAPartOfTheWhole(String value) {
        Section section = section("share = \"" + value + "\"");

        assertThatThrownBy(() -> section.share("share"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tapio.test.share");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1 B", "2 GiB", "large"})
    void aSizeMustBeFromOneByteToBelowTwoGibibytes(String value) {
        Section section = section("size = " + value);

        assertThatThrownBy(() -> section.bytes("size"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tapio.test.size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "many"})
    void aCountMustBeAtLeastOne(String value) {
        Section section = section("number = " + value);

        assertThatThrownBy(() -> section.count("number"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tapio.test.number");
    }

    @Test
    void aRefusalSaysWhereTheValueCameFrom() {
        var config = ConfigFactory.parseString(
                "\n\ntapio.test.number = 0", ConfigParseOptions.defaults().setOriginDescription("my.conf"));

        assertThatThrownBy(() -> Section.of(config, "tapio.test").count("number"))
                .hasMessageContainingAll("my.conf", "3", "tapio.test.number", "0 must be at least 1");
    }

    @Test
    void aConstantIsAWord() {
        Section section = section("unit = hours, units = [half-days, days]");

        assertThat(section.choice("unit", ChronoUnit.class)).isEqualTo(ChronoUnit.HOURS);
        assertThat(section.choices("units", ChronoUnit.class))
                .containsExactlyInAnyOrder(ChronoUnit.HALF_DAYS, ChronoUnit.DAYS);
        assertThat(section("units = []").choices("units", ChronoUnit.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOURS", "hour", "half_days"})
    void anUnknownWordIsToldTheKnownOnes(String word) {
        Section section = section("unit = " + word + ", units = [days, " + word + "]");

        assertThatThrownBy(() -> section.choice("unit", ChronoUnit.class))
                .hasMessageContainingAll("tapio.test.unit", word + " must be of nanos, ", ", half-days, ");
        assertThatThrownBy(() -> section.choices("units", ChronoUnit.class))
                .hasMessageContainingAll("tapio.test.units", "[days, " + word + "] must be of nanos, ");
    }

    private static Section section(String keys) {
        return Section.of(ConfigFactory.parseString("tapio.test { " + keys + " }"), "tapio.test");
    }
}
