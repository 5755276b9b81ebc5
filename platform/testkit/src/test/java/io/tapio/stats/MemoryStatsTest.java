package io.tapio.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.testkit.stats.Numbers;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MemoryStatsTest {
    private static final Metric EATEN = Metric.counter("test.eaten", "{apple}", "Apples that were eaten", "colour");
    private static final Metric LEFT = Metric.gauge("test.left", "{apple}", "Apples that are left");
    private static final Metric WEIGHT = Metric.distribution("test.weight", "g", "Weights of apples");

    private final Numbers numbers = new Numbers();
    private final MemoryStats stats = numbers.stats();

    @Test
    void aCounterIsTheSameForTheSameMetricAndValues() {
        stats.counter(EATEN, "red").add(2);
        stats.counter(EATEN, "red").increment();
        stats.counter(EATEN, "green").increment();

        assertThat(numbers.of(EATEN, "red")).isEqualTo(3);
        assertThat(numbers.of(EATEN, "green")).isEqualTo(1);
    }

    @Test
    void aGaugeThatIsCountedGoesUpAndDown() {
        Counter left = stats.counter(LEFT);

        left.add(5);
        left.add(-2);

        assertThat(numbers.of(LEFT)).isEqualTo(3);
    }

    @Test
    void whatOwnersKeepIsAddedUpAndReadWhenItIsWanted() {
        AtomicLong one = new AtomicLong(1);
        AtomicLong other = new AtomicLong(10);
        stats.gauge(LEFT, one, AtomicLong::get);
        stats.gauge(LEFT, other, AtomicLong::get);

        assertThat(numbers.of(LEFT)).isEqualTo(11);
        one.set(2);
        assertThat(numbers.of(LEFT)).isEqualTo(12);
    }

    @Test
    @Timeout(60)
    void whatHasNoOwnerAnyMoreIsForgottenAndFollowersHearOfIt() {
        List<String> heard = new ArrayList<>();
        stats.follow(new Hearing(heard));
        WeakReference<AtomicLong> owner = new WeakReference<>(owned());

        while (owner.get() != null || !stats.readings().isEmpty()) {
            System.gc();
        }

        assertThat(heard).containsExactly("+test.left", "-test.left");
    }

    private AtomicLong owned() {
        AtomicLong owner = new AtomicLong(7);
        stats.gauge(LEFT, owner, AtomicLong::get);
        assertThat(numbers.of(LEFT)).isEqualTo(7);
        return owner;
    }

    @Test
    void aDistributionTellsCountSumAndPercentilesToTwoDigits() {
        Distribution weight = stats.distribution(WEIGHT);
        for (int grams = 1; grams <= 1000; grams++) {
            weight.record(grams * 1_000_000L);
        }

        Reading.Spread read = numbers.spread(WEIGHT);

        assertThat(read.count()).isEqualTo(1000);
        assertThat(read.sum()).isEqualTo(500_500_000_000L);
        assertThat((double) read.percentiles().at(50)).isBetween(495e6, 505e6);
        assertThat((double) read.percentiles().at(99)).isBetween(980e6, 1000e6);
        assertThat((double) read.percentiles().max()).isBetween(990e6, 1010e6);
        assertThat(read.percentiles().count()).isEqualTo(1000);
    }

    @Test
    void percentilesAreOfAllAndTheDifferenceOfTwoIsWhatCameBetween() {
        Distribution weight = stats.distribution(WEIGHT);
        weight.record(1_000_000);
        Percentiles before = numbers.spread(WEIGHT).percentiles();
        weight.record(50);
        weight.record(60);

        Percentiles all = numbers.spread(WEIGHT).percentiles();

        assertThat(all.count()).isEqualTo(3);
        assertThat(all.since(before).count()).isEqualTo(2);
        assertThat(all.since(before).max()).isEqualTo(60);
        assertThat(all.since(all).max()).isZero();
        assertThat(before.count()).isEqualTo(1);
    }

    @Test
    void valuesOfAllSizesAreRecorded() {
        Distribution weight = stats.distribution(WEIGHT);

        weight.record(Long.MAX_VALUE);
        weight.record(0);
        weight.record(-1);

        assertThat(numbers.spread(WEIGHT).percentiles().at(50)).isZero();
        assertThat((double) numbers.spread(WEIGHT).percentiles().max()).isGreaterThan(9e18);
    }

    @Test
    void aServiceTellsItsNumbersApartByTagsOfItsOwn() {
        Stats kitchen = stats.tagged("room", "kitchen").tagged("shelf", "2");
        kitchen.counter(EATEN, "red").increment();
        kitchen.distribution(WEIGHT).record(1);
        stats.counter(EATEN, "red").add(5);

        assertThat(numbers.of(EATEN, "red")).isEqualTo(5);
        assertThat(stats.readings())
                .extracting(Reading::tags)
                .containsExactlyInAnyOrder(
                        Map.of("colour", "red"),
                        Map.of("room", "kitchen", "shelf", "2", "colour", "red"),
                        Map.of("room", "kitchen", "shelf", "2"));
    }

    @Test
    void readingsAreInTheOrderOfTheirNames() {
        stats.distribution(WEIGHT);
        stats.counter(EATEN, "red");
        stats.counter(EATEN, "green");

        assertThat(stats.readings())
                .extracting(each -> each.metric().name() + each.tags())
                .containsExactly("test.eaten{colour=green}", "test.eaten{colour=red}", "test.weight{}");
    }

    @Test
    void beyondTheBoundNothingIsKeptAndNothingFails() {
        MemoryStats small = new MemoryStats(new StatsSettings(1));
        small.counter(EATEN, "red").increment();

        small.counter(EATEN, "green").increment();
        small.distribution(WEIGHT).record(1);
        small.gauge(LEFT, this, any -> 1);

        assertThat(small.readings()).hasSize(1);
        assertThat(new Numbers(small).of(EATEN, "red")).isEqualTo(1);
    }

    @Test
    void mistakesAreRefused() {
        Metric namesake = Metric.counter("test.eaten", "{pear}", "Pears that were eaten", "colour");
        stats.counter(EATEN, "red");
        stats.counter(LEFT);

        assertThatThrownBy(() -> stats.counter(namesake, "red")).hasMessageContaining("differ");
        assertThatThrownBy(() -> stats.counter(EATEN)).hasMessageContaining("[colour]");
        assertThatThrownBy(() -> stats.counter(WEIGHT)).hasMessageContaining("cannot be added to");
        assertThatThrownBy(() -> stats.distribution(LEFT)).hasMessageContaining("cannot be recorded");
        assertThatThrownBy(() -> stats.gauge(WEIGHT, this, any -> 1)).hasMessageContaining("owner");
        assertThatThrownBy(() -> stats.gauge(LEFT, this, any -> 1)).hasMessageContaining("differ");
    }

    @Test
    void followersHearOfWhatIsThereAndWhatComesUntilTheyLeave() {
        List<String> heard = new ArrayList<>();
        stats.counter(EATEN, "red");
        var following = stats.follow(new Hearing(heard));
        stats.distribution(WEIGHT);
        stats.distribution(WEIGHT);
        following.close();
        stats.counter(LEFT);

        assertThat(heard).containsExactly("+test.eaten", "+test.weight");
    }

    private record Hearing(List<String> heard) implements MemoryStats.Follower {
        @Override
        public void added(Reading reading) {
            heard.add("+" + reading.metric().name());
        }

        @Override
        public void removed(Reading reading) {
            heard.add("-" + reading.metric().name());
        }
    }
}
