package io.tapio.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private final List<Integer> events = IntStream.range(0, 100).boxed().toList();

    @Test
    void whatDoesNotMatterIsLeftOut() {
        assertThat(Script.smallest(events, fewer -> fewer.contains(17) && fewer.contains(80)))
                .containsExactly(17, 80);
        assertThat(Script.smallest(events, fewer -> fewer.size() >= 7)).hasSize(7);
        assertThat(Script.smallest(events, fewer -> true)).isEmpty();
    }

    @Test
    void aBrokenLawIsReportedWithTheSmallestScript() {
        assertThatThrownBy(() -> Seed.run(random ->
                        Script.check(random, 100, 50, chance -> chance.nextInt(10), ScriptTest::noThreeBehindASeven)))
                .hasMessageContaining("with 2 of ")
                .hasMessageContaining(": [7, 3]")
                .hasMessageContaining("three behind seven")
                .hasMessageContaining("-Dtapio.seed=");
    }

    private static void noThreeBehindASeven(Seed seed, List<Integer> script) {
        int seven = script.indexOf(7);
        assertThat(seven >= 0 && script.lastIndexOf(3) > seven)
                .as("three behind seven")
                .isFalse();
    }

    @Test
    void aLawThatHoldsIsCheckedInEachRound() {
        List<Integer> lengths = new ArrayList<>();

        Seed.run(random -> Script.check(random, 20, 5, chance -> 1, (seed, script) -> lengths.add(script.size())));

        assertThat(lengths).hasSize(20).allMatch(length -> length >= 1 && length <= 5);
    }

    @Test
    void aLawThatFailsOnlyOnceIsReportedAsSuch() {
        List<Integer> runs = new ArrayList<>();

        assertThatThrownBy(() -> Seed.run(random -> Script.check(random, 1, 5, chance -> 1, (seed, script) -> {
                    runs.add(1);
                    assertThat(runs).hasSizeGreaterThan(1);
                })))
                .hasMessageContaining("does not depend on its seed alone");
    }
}
