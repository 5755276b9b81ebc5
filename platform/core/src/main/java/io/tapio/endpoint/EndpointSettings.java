package io.tapio.endpoint;

import com.typesafe.config.Config;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import io.tapio.time.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Bounds of one endpoint: {@code tapio.endpoint}.
 *
 * @param backoff the wait after a round of all targets to none of which a connection could be made
 * @param maxRounds such rounds in a row after which the endpoint ends; empty if it never gives up
 * @param givesUpOn what makes a round hopeless, if all that went wrong in it is so: the endpoint ends
 * @param maxWaiting calls that wait while a connection is made
 * @param maxMoves how often a call that was not processed is made on another connection
 */
public record EndpointSettings(
        Backoff backoff, OptionalInt maxRounds, Predicate<? super Failure> givesUpOn, int maxWaiting, int maxMoves)
        implements Bounded {
    static final String PATH = "tapio.endpoint";

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static EndpointSettings from(Config config) {
        Section section = Section.of(config, PATH);
        Set<Where> hopeless = section.choices("give-up-on", Where.class);
        int rounds = section.countOr("max-rounds", "off", 0);
        return new EndpointSettings(
                new Backoff(section.duration("min-backoff"), section.duration("max-backoff")),
                rounds == 0 ? OptionalInt.empty() : OptionalInt.of(rounds),
                failure -> hopeless.contains(failure.where()),
                section.count("max-waiting"),
                section.count("max-moves"));
    }

    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.count("calls that wait for a connection", maxWaiting, PATH + ".max-waiting"),
                Bound.count("connections that a call is made on", maxMoves + 1, null),
                Bound.time("wait between rounds of all targets", backoff.max(), PATH + ".max-backoff"));
    }

    public EndpointSettings withBackoff(Duration min, Duration max) {
        return new EndpointSettings(new Backoff(min, max), maxRounds, givesUpOn, maxWaiting, maxMoves);
    }

    /** The endpoint ends after so many rounds in a row without a connection. */
    public EndpointSettings withMaxRounds(int rounds) {
        return new EndpointSettings(backoff, OptionalInt.of(rounds), givesUpOn, maxWaiting, maxMoves);
    }

    /** The endpoint ends after a round in which nothing else went wrong than what {@code hopeless} accepts. */
    public EndpointSettings withGivesUpOn(Predicate<? super Failure> hopeless) {
        return new EndpointSettings(backoff, maxRounds, hopeless, maxWaiting, maxMoves);
    }

    public EndpointSettings withMaxWaiting(int calls) {
        return new EndpointSettings(backoff, maxRounds, givesUpOn, calls, maxMoves);
    }

    public EndpointSettings withMaxMoves(int moves) {
        return new EndpointSettings(backoff, maxRounds, givesUpOn, maxWaiting, moves);
    }
}
