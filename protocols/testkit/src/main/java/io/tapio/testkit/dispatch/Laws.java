package io.tapio.testkit.dispatch;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.testkit.network.Conditions;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.random.Seed;
import java.util.function.Consumer;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Assumptions;

/** What all laws are checked with: a wiring, and a peer that speaks the protocol by hand. */
abstract class Laws {
    /** A law about single events is checked on this many networks. */
    private static final int NETWORKS = 5;

    /**
     * The codec of the peer: it reads what the side under test writes, and writes what that reads. The bodies of the
     * messages are words of letters, digits and blanks, of at most 60 characters. {@link Peers} makes it for protocols
     * without ids.
     */
    protected abstract Codec<Message<String>, Message<String>> peer();

    /** What the protocol has beside requests and replies. */
    protected abstract Features features();

    /** Bytes that cannot be read, wherever a frame may begin; empty if there are none. */
    protected ByteString corrupt() {
        return ByteString.emptyByteString();
    }

    /**
     * How the two ends come together. A wiring that is not simulated has its own chance, and need not heed the seed and
     * the settings.
     */
    protected Wiring wiring(Seed seed, NetworkSettings settings) {
        return Wiring.simulated(seed, settings);
    }

    /** Checks a law on networks of every kind. */
    final void anywhere(Consumer<Wiring> law) {
        Seed.run(random -> {
            for (int i = 0; i < NETWORKS; i++) {
                NetworkSettings settings = i == 0 ? NetworkSettings.calm() : NetworkSettings.rough(random);
                on(new Seed(random.nextLong()), settings, law);
            }
        });
    }

    /** Checks a law where nothing but {@code window} bytes fit into a direction. */
    final void narrowly(int window, Consumer<Wiring> law) {
        NetworkSettings narrow =
                NetworkSettings.calm().withBoth(Conditions.calm().withWindow(window));
        Seed.run(random -> on(new Seed(random.nextLong()), narrow, law));
    }

    final void on(Seed seed, NetworkSettings settings, Consumer<Wiring> law) {
        try (Wiring wiring = wiring(seed, settings)) {
            try {
                law.accept(wiring);
            } catch (RuntimeException | AssertionError thrown) {
                throw new AssertionError(thrown.getMessage() + "\n" + settings + "\n" + wiring.story(), thrown);
            }
        }
    }

    /** Leaves the law out where the protocol has not got what it is about. */
    static void onlyIf(boolean applies, String what) {
        Assumptions.assumeTrue(applies, "a law about " + what + ", which this protocol has not");
    }
}
