package io.tapio.dispatch.multiplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.testkit.random.Seed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TagsTest {
    @Test
    void itHoldsWhatAMapHolds() {
        Seed.run(random -> {
            Tags<String> tags = new Tags<>();
            Map<Long, String> model = new HashMap<>();
            int range = 1 + random.nextInt(2000);
            for (int i = 0; i < 200_000; i++) {
                long id = (long) random.nextInt(range) << (random.nextInt(3) * 20);
                if (random.nextInt(1000) < 400 + 200 * Math.sin(i / 9000.0)) {
                    boolean added = tags.put(id, "v" + i);
                    assertThat(added).isEqualTo(model.putIfAbsent(id, "v" + i) == null);
                } else {
                    assertThat(tags.remove(id)).isEqualTo(model.remove(id));
                }
                assertThat(tags.size()).isEqualTo(model.size());
                assertThat(tags.get(id)).isEqualTo(model.get(id));
            }
            assertThat(tags.values()).containsExactlyInAnyOrderElementsOf(model.values());
        });
    }

    @Test
    void idsComeInTurnAndStartAgainBehindTheLast() {
        Ids odd = new Ids(1, 6, 2);

        assertThat(odd.count()).isEqualTo(3);
        assertThat(odd.next(-1, id -> false)).isEqualTo(1);
        assertThat(odd.next(1, id -> false)).isEqualTo(3);
        assertThat(odd.next(5, id -> false)).isEqualTo(1);
        assertThat(odd.next(5, id -> id == 1)).isEqualTo(3);
        assertThat(Ids.LONG.next(Long.MAX_VALUE, id -> false)).isZero();
    }

    @Test
    void anIdIsGivenAgainOnlyWhenAllOthersWere() {
        Ids ids = Ids.upTo(255);
        Set<Long> seen = new HashSet<>();
        long id = -1;
        for (int i = 0; i < 256; i++) {
            id = ids.next(id, any -> false);
            assertThat(seen.add(id)).isTrue();
        }
        assertThat(ids.next(id, any -> false)).isZero();
    }

    @Test
    void idsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new Ids(5, 4, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ids(0, 4, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
