package io.tapio.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SeedTest {
    @Test
    void theSameSeedGivesTheSameNumbers() {
        assertThat(new Seed(42).random().nextLong())
                .isEqualTo(new Seed(42).random().nextLong());
    }

    @Test
    void aFailureSaysHowToHaveItAgain() {
        IllegalStateException cause = new IllegalStateException("broken");

        assertThatThrownBy(() -> Seed.run(random -> {
                    throw cause;
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("broken")
                .hasMessageContaining("-Dtapio.seed=")
                .hasCause(cause);
    }
}
