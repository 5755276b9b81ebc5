package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is to be found by a law. */
public final class Mistakes {
    private Mistakes() {}

    /** The law is broken, says so with these words, and how to see it again. */
    public static void isCaught(Runnable law, String words) {
        assertThatThrownBy(law::run)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(words)
                .hasMessageContaining("-Dtapio.seed=");
    }
}
