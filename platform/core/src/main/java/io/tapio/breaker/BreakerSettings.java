package io.tapio.breaker;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import io.tapio.time.Backoff;
import java.time.Duration;
import java.util.List;

/**
 * When something is held for dead, and for how long: {@code tapio.breaker}.
 *
 * @param consecutiveFailures failures in a row that are enough
 * @param minSuccessRate the part of the calls within the window that has to succeed
 * @param window the time in which calls count together
 * @param minCalls calls within the window below which their rate says nothing
 * @param dead how long nothing is called before one call tries again
 * @param probeTimeout how long that one may take
 */
public record BreakerSettings(
        int consecutiveFailures,
        double minSuccessRate,
        Duration window,
        int minCalls,
        Backoff dead,
        Duration probeTimeout)
        implements Bounded {
    static final String PATH = "tapio.breaker";

    public BreakerSettings {
        if (consecutiveFailures < 1 || minCalls < 1 || !(minSuccessRate > 0 && minSuccessRate <= 1)) {
            throw new IllegalArgumentException("a breaker needs at least 1 failure, 1 call, and a rate above 0: "
                    + consecutiveFailures + ", " + minCalls + ", " + minSuccessRate);
        }
    }

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static BreakerSettings from(Config config) {
        Section section = Section.of(config, PATH);
        return new BreakerSettings(
                section.count("consecutive-failures"),
                section.share("min-success-rate"),
                section.duration("window"),
                section.count("min-calls"),
                new Backoff(section.duration("min-dead"), section.duration("max-dead")),
                section.duration("probe-timeout"));
    }

    public static BreakerSettings load() {
        return from(ConfigFactory.load());
    }

    public BreakerSettings withConsecutiveFailures(int failures) {
        return new BreakerSettings(failures, minSuccessRate, window, minCalls, dead, probeTimeout);
    }

    public BreakerSettings withSuccessRate(double min, Duration window, int minCalls) {
        return new BreakerSettings(consecutiveFailures, min, window, minCalls, dead, probeTimeout);
    }

    public BreakerSettings withDead(Duration min, Duration max) {
        return new BreakerSettings(
                consecutiveFailures, minSuccessRate, window, minCalls, new Backoff(min, max), probeTimeout);
    }

    public BreakerSettings withProbeTimeout(Duration timeout) {
        return new BreakerSettings(consecutiveFailures, minSuccessRate, window, minCalls, dead, timeout);
    }

    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.count("failures in a row", consecutiveFailures, PATH + ".consecutive-failures"),
                Bound.share("calls that have to succeed", minSuccessRate, PATH + ".min-success-rate"),
                Bound.time("time in which they count together", window, PATH + ".window"),
                Bound.time("time without calls, after failures", dead.max(), PATH + ".max-dead"),
                Bound.time("time of the call that tries again", probeTimeout, PATH + ".probe-timeout"));
    }
}
