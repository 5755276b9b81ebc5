package io.tapio.samples.benchmarks;

import io.tapio.adaptive.AdaptiveLimit;
import io.tapio.adaptive.AdaptiveSettings;
import io.tapio.admission.CoDel;
import io.tapio.admission.WaitingSettings;
import io.tapio.filter.Filter;
import io.tapio.limit.ConcurrencyLimit;
import io.tapio.limit.LimitSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** Servers that have the same to do and are limited in different ways. */
enum Limits implements Contender {
    NONE("no limit", "#999999"),
    /**
     * Two calls, one under way and one behind it, which is what one worker needs; 100 wait, first come, first served.
     */
    FIXED("fixed limit, 100 wait", "#d99a3b"),
    /** The same, with controlled delay. */
    CODEL("fixed limit, 100 wait by CoDel", "#5aa469"),
    ADAPTIVE("adaptive limit", "#3b7dd8");

    private static final int CALLS = 2;
    private static final CoDel CONTROLLED = new CoDel(Duration.ofMillis(5), Duration.ofMillis(100));

    private final Start start;
    private final String colour;

    Limits(String title, String colour) {
        this.start = new Start(title, BusyServer.class, "-Dlimit=" + name());
        this.colour = colour;
    }

    @Override
    public Start start() {
        return start;
    }

    /** With the options of the command, which the server's system properties hand on. */
    @Override
    public List<String> properties() {
        return List.of(start.properties().get(0), "-D" + BusyServer.BURN + "=" + System.getProperty(BusyServer.BURN));
    }

    String colour() {
        return colour;
    }

    <Q, A> Filter<Q, A, Q, A> filter() {
        return switch (this) {
            case NONE -> Filter.identity();
            case FIXED -> fixed(waiting -> waiting);
            case CODEL -> fixed(waiting -> waiting.withShedding(CONTROLLED));
            case ADAPTIVE -> AdaptiveLimit.of(AdaptiveSettings.load());
        };
    }

    private static <Q, A> Filter<Q, A, Q, A> fixed(UnaryOperator<WaitingSettings> waiting) {
        return ConcurrencyLimit.of(LimitSettings.load().withMaxCalls(CALLS).withWaiting(waiting));
    }
}
