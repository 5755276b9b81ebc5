package io.tapio.supervision;

import io.tapio.testkit.random.Seed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EveryCallEndsTest {
    private static final Actors ACTORS = new Actors();
    private static final int LIVES = 40;

    @AfterAll
    static void end() {
        ACTORS.close();
    }

    @Test
    void whateverItsWorkersAndCallersDo() {
        Seed.run(random -> {
            for (int life = 0; life < LIVES; life++) {
                new RandomLife(ACTORS, random).play("life-" + life);
            }
        });
    }
}
