package io.tapio.samples.kv.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LotTest {
    @Test
    void everyChoiceIsAsLikelyAsAnother() {
        Map<List<Integer>, Integer> choices = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            List<Integer> choice = Lot.draw(4, 2, 0, place -> place);
            choices.merge(choice.stream().sorted().toList(), 1, Integer::sum);
        }

        // six choices, each about 3333 times; the deviation is about 53
        assertThat(choices).hasSize(6);
        assertThat(choices.values()).allSatisfy(times -> assertThat(times).isBetween(2800, 3900));
    }

    @Test
    void drawsThatMayRepeatAreAsLikelyToo() {
        for (int size : new int[] {4, 100_000}) {
            int[] times = new int[4];
            Lot.draw(size, -20_000, Integer.MAX_VALUE, place -> place % 4).forEach(drawn -> times[drawn]++);
            assertThat(times).doesNotContain(0);
            for (int number : times) {
                assertThat(number).isBetween(4400, 5600);
            }
        }
    }

    @Test
    void allAreGivenInTheirOrder() {
        assertThat(Lot.draw(3, 3, 0, place -> place)).containsExactly(0, 1, 2);
        assertThat(Lot.draw(3, Long.MAX_VALUE, 0, place -> place)).containsExactly(0, 1, 2);
        assertThat(Lot.draw(3, 0, 0, place -> place)).isEmpty();
    }

    @Test
    void whatNobodyHasRoomForIsRefused() {
        assertThatThrownBy(() -> Lot.draw(3, -11, 10, place -> place)).hasMessage("ERR value is out of range");
        assertThat(Lot.draw(3, -10, 10, place -> place)).hasSize(10);
    }
}
