package io.tapio.samples.kv.sortedset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankTreeTest {
    private final RankTree<Integer> tree = new RankTree<>(Comparator.naturalOrder());
    private final List<Integer> model = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {10, 300, 5000})
    void randomOperationsGiveWhatASortedListGives(int values) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            // grows and shrinks in turn
            change(random.nextInt(values), i / 5000 % 2 == 0 ? random.nextInt(4) > 0 : random.nextInt(4) == 0);
            if (i % 20 == 0) {
                check(random, "seed " + seed + ", operation " + i);
            }
        }
    }

    private void change(int value, boolean add) {
        int place = Collections.binarySearch(model, value);
        if (add && place < 0) {
            model.add(-place - 1, value);
            tree.add(value);
        } else if (!add) {
            if (place >= 0) {
                model.remove(place);
            }
            tree.remove(value);
        }
    }

    private void check(Random random, String seed) {
        int bound = random.nextInt(5000);
        int from = random.nextInt(model.size() + 1);
        int to = from + random.nextInt(model.size() - from + 1);
        List<Integer> up = new ArrayList<>();
        tree.forEach(from, to, up::add);
        List<Integer> down = new ArrayList<>();
        tree.forEachDown(from, to, down::add);
        Collections.reverse(down);

        assertThat(tree.size()).as(seed).isEqualTo(model.size());
        assertThat(tree.countLow(value -> value < bound)).as(seed).isEqualTo((int)
                model.stream().filter(value -> value < bound).count());
        assertThat(up).as(seed).isEqualTo(model.subList(from, to));
        assertThat(down).as(seed).isEqualTo(up);
    }

    @Test
    void aTreeIsLowInWhateverOrderItGrowsAndShrinks() {
        for (int i = 0; i < 100_000; i++) {
            tree.add(i);
        }
        assertThat(longestPath()).isLessThanOrEqualTo(highest(100_000));

        for (int i = 0; i < 99_000; i++) {
            tree.remove(i);
        }
        assertThat(longestPath()).isLessThanOrEqualTo(highest(1000));
    }

    /** The height that a weight-balanced tree of this size has at most. */
    private static int highest(int size) {
        return (int) (Math.log(size + 1) / Math.log(4 / 3.0));
    }

    private int longestPath() {
        int longest = 0;
        for (int bound = 0; bound < 100_000; bound++) {
            int limit = bound;
            AtomicInteger steps = new AtomicInteger();
            tree.countLow(value -> {
                steps.incrementAndGet();
                return value < limit;
            });
            longest = Math.max(longest, steps.get());
        }
        return longest;
    }

    @Test
    void onlyTheElementsOfASpanAreMet() {
        for (int i = 0; i < 1000; i++) {
            tree.add(i);
        }
        List<Integer> met = new ArrayList<>();

        tree.forEach(997, 2000, met::add);
        tree.forEach(-5, 2, met::add);
        tree.forEachDown(3, 3, met::add);
        tree.forEachDown(500, 400, met::add);

        assertThat(met).containsExactly(997, 998, 999, 0, 1);
    }
}
