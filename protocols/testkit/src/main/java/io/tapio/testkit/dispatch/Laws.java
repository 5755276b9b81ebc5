package io.tapio.testkit.dispatch;

import io.tapio.testkit.network.Conditions;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.random.Seed;
import java.util.function.Consumer;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Assumptions;

/** What all laws are checked with. */
abstract class Laws {
    static final int LONG = 60;

    private static final int NARROW = 1024;

    /** What the protocol has beside requests and replies. */
    protected abstract Features features();

    /** Bytes that cannot be read, wherever a frame may begin; empty if there are none. */
    protected ByteString corrupt() {
        return ByteString.emptyByteString();
    }

    /** Where the laws are checked: in memory, unless somebody knows another way to join two ends. */
    protected Wirings wirings() {
        return Wirings.simulated();
    }

    final Effort effort() {
        return wirings().effort();
    }

    /** Checks a law on networks of every kind. */
    final void anywhere(Consumer<Wiring> law) {
        Seed.run(random -> {
            for (int i = 0; i < effort().networks(); i++) {
                NetworkSettings settings = i == 0 ? NetworkSettings.calm() : NetworkSettings.rough(random);
                on(new Seed(random.nextLong()), settings, law);
            }
        });
    }

    /** Checks a law where few bytes fit into a direction. */
    final void narrowly(Consumer<Wiring> law) {
        NetworkSettings narrow =
                NetworkSettings.calm().withBoth(Conditions.calm().withWindow(NARROW));
        Seed.run(random -> on(new Seed(random.nextLong()), narrow, law));
    }

    final void on(Seed seed, NetworkSettings settings, Consumer<Wiring> law) {
        try (Wiring wiring = wirings().wiring(seed, settings)) {
            try {
                law.accept(wiring);
            } catch (RuntimeException | AssertionError thrown) {
                throw new AssertionError(thrown.getMessage() + "\n" + settings + "\n" + wiring.story(), thrown);
            }
        }
    }

    /** A word of {@link #LONG} characters. */
    static String longWord(int number) {
        return "a word as long as words may be so that few fill it up " + (100_000 + number);
    }

    /** Leaves the law out where the protocol has not got what it is about. */
    static void onlyIf(boolean applies, String what) {
        Assumptions.assumeTrue(applies, "a law about " + what + ", which this protocol has not");
    }
}
