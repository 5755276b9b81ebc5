package io.tapio.admission;

import com.typesafe.config.Config;
import io.tapio.settings.Bound;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How calls wait for a permit: the section {@code waiting} of each limit.
 *
 * @param path the section, for messages: {@code tapio.limit.waiting}
 * @param maxWaiting calls that wait; with none, a call beyond the limit is refused at once
 * @param maxWait the longest wait
 * @param maxUnused how long a {@link Ready} may be held without a call
 * @param shedding what happens when calls wait all the time; empty if they do so first come, first served
 */
public record WaitingSettings(
        String path, int maxWaiting, Duration maxWait, Duration maxUnused, Optional<CoDel> shedding) {
    /** The settings at {@code path} of {@code config}, which has the keys from {@code tapio} on. */
    public static WaitingSettings from(Config config, String path) {
        Section section = Section.of(config, path);
        boolean sheds = section.choice("shedding", "off", "codel").equals("codel");
        CoDel coDel = new CoDel(section.duration("target"), section.duration("interval"));
        return new WaitingSettings(
                path,
                section.countOr("max-waiting", "0", 0),
                section.duration("max-wait"),
                section.duration("max-unused"),
                sheds ? Optional.of(coDel) : Optional.empty());
    }

    /** For {@code explain}. */
    public List<Bound> bounds() {
        return List.of(
                Bound.count("calls that wait", maxWaiting, path + ".max-waiting"),
                Bound.time("time that a call waits", maxWait, path + ".max-wait"),
                Bound.timeOrOff(
                        "time that a call waits under overload",
                        shedding.map(CoDel::target).orElse(null),
                        shedding.isPresent() ? path + ".target" : path + ".shedding"),
                Bound.time("time that a permit is held without a call", maxUnused, path + ".max-unused"));
    }

    /** So many calls wait, first come, first served. */
    public WaitingSettings withMaxWaiting(int calls) {
        if (calls < 0) {
            throw new IllegalArgumentException("a number of calls that wait is not below 0: " + calls);
        }
        return new WaitingSettings(path, calls, maxWait, maxUnused, shedding);
    }

    /** Load shedding at its simplest: a call beyond the limit is refused at once. */
    public WaitingSettings withoutWaiting() {
        return withMaxWaiting(0);
    }

    public WaitingSettings withMaxWait(Duration wait) {
        return new WaitingSettings(path, maxWaiting, longerThanNothing(wait), maxUnused, shedding);
    }

    public WaitingSettings withMaxUnused(Duration time) {
        return new WaitingSettings(path, maxWaiting, maxWait, longerThanNothing(time), shedding);
    }

    public WaitingSettings withShedding(CoDel coDel) {
        return new WaitingSettings(path, maxWaiting, maxWait, maxUnused, Optional.of(coDel));
    }

    public WaitingSettings withoutShedding() {
        return new WaitingSettings(path, maxWaiting, maxWait, maxUnused, Optional.empty());
    }

    private static Duration longerThanNothing(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("must be longer than nothing: " + time);
        }
        return time;
    }
}
