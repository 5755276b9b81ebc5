package io.tapio.testkit.dispatch;

import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.random.Seed;

/** Where laws are checked: makes the connections, and says how many it takes. */
public interface Wirings {
    /**
     * Makes one, for one life of a few connections.
     *
     * @param settings what is done to the bytes; what a wiring cannot do, it need not heed
     */
    Wiring wiring(Seed seed, NetworkSettings settings);

    Effort effort();

    /** In memory, in virtual time, where anything can be tried many times. */
    static Wirings simulated() {
        return Simulated.WIRINGS;
    }
}

enum Simulated implements Wirings {
    WIRINGS;

    private static final Effort EFFORT = new Effort(5, 60, 10_000);

    @Override
    public Wiring wiring(Seed seed, NetworkSettings settings) {
        return new SimulatedWiring(seed, settings);
    }

    @Override
    public Effort effort() {
        return EFFORT;
    }
}
