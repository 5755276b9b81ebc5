package io.tapio.samples.kv.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RingTest {
    private final Ring<Integer> ring = new Ring<>();
    private final List<Integer> model = new ArrayList<>();

    @Test
    void isAListWhateverIsDoneToIt() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int step = 0; step < 20_000; step++) {
            boolean grows = step / 500 % 2 == 0;
            change(random, step, grows ? random.nextInt(8) : random.nextInt(5) + 3);
            if (step % 50 == 0) {
                assertThat(elements(0, ring.size()))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(model);
            }
        }
    }

    private void change(Random random, int step, int kind) {
        int size = model.size();
        switch (kind) {
            case 0 -> {
                ring.addFirst(step);
                model.add(0, step);
            }
            case 1 -> {
                ring.addLast(step);
                model.add(step);
            }
            case 2, 3 -> {
                int index = random.nextInt(size + 1);
                ring.insert(index, step);
                model.add(index, step);
            }
            case 4 -> {
                if (size > 0) {
                    int index = random.nextInt(size);
                    assertThat(ring.set(index, step)).isEqualTo(model.set(index, step));
                }
            }
            case 5 -> {
                int count = Math.min(size, random.nextInt(4));
                ring.removeFirst(count);
                model.subList(0, count).clear();
            }
            case 6 -> {
                int count = Math.min(size, random.nextInt(4));
                ring.removeLast(count);
                model.subList(size - count, size).clear();
            }
            default -> {
                int from = random.nextInt(size + 1);
                int length = random.nextInt(size - from + 1);
                assertThat(elements(from, length)).isEqualTo(model.subList(from, from + length));
            }
        }
    }

    private List<Integer> elements(int from, int length) {
        Integer[] copy = new Integer[length];
        ring.copy(from, copy);
        return List.of(copy);
    }
}
