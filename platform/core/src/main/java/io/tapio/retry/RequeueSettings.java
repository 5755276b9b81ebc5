package io.tapio.retry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.util.List;

/**
 * How often one call that had no effect may be made again at once: {@code tapio.retry.requeue}.
 *
 * @param maxTimes how often, at the most
 * @param maxShare the part of what the budget has left that one call may take
 */
public record RequeueSettings(int maxTimes, double maxShare) implements Bounded {
    static final String PATH = "tapio.retry.requeue";

    public RequeueSettings {
        if (maxTimes < 1 || !(maxShare > 0 && maxShare <= 1)) {
            throw new IllegalArgumentException("a call may be made again at least once, and take a part of the budget: "
                    + maxTimes + " times, a share of " + maxShare);
        }
    }

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static RequeueSettings from(Config config) {
        Section section = Section.of(config, PATH);
        return new RequeueSettings(section.count("max-times"), section.share("max-share"));
    }

    public static RequeueSettings load() {
        return from(ConfigFactory.load());
    }

    public RequeueSettings withMaxTimes(int times) {
        return new RequeueSettings(times, maxShare);
    }

    public RequeueSettings withMaxShare(double share) {
        return new RequeueSettings(maxTimes, share);
    }

    /** How often one call may be made again while the budget would let so many be. */
    int times(long balance) {
        return (int) Math.min(maxTimes, Math.ceil(maxShare * balance));
    }

    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.count("times that a call without effect is made again", maxTimes, PATH + ".max-times"),
                Bound.share("budget that one call may take, of what is left", maxShare, PATH + ".max-share"));
    }
}
