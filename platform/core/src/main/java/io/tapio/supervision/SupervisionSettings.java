package io.tapio.supervision;

import com.typesafe.config.Config;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.List;

/**
 * Bounds of one supervised service: {@code tapio.supervision}.
 *
 * @param workers workers of the service
 * @param maxQueued calls that wait for a worker
 * @param maxInHands calls that a worker has at a time
 * @param behaviorMaxInHands the same, where the worker is a behaviour
 * @param requeues how often a call that is safe to repeat goes to another worker after one has died with it
 * @param restart when a worker that died starts again
 * @param drainTimeout how long the calls under way may take when the ActorSystem ends
 */
public record SupervisionSettings(
        int workers,
        int maxQueued,
        int maxInHands,
        int behaviorMaxInHands,
        int requeues,
        RestartSettings restart,
        Duration drainTimeout)
        implements Bounded {
    private static final String PATH = "tapio.supervision";

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static SupervisionSettings from(Config config) {
        Section section = Section.of(config, PATH);
        return new SupervisionSettings(
                section.count("workers"),
                section.count("max-queued"),
                section.count("max-in-hands"),
                section.count("behavior-max-in-hands"),
                section.countOr("requeues", "off", 0),
                RestartSettings.from(config),
                section.duration("drain-timeout"));
    }

    @Override
    public List<Bound> bounds() {
        String inHands = maxInHands == behaviorMaxInHands ? ".behavior-max-in-hands" : ".max-in-hands";
        return List.of(
                Bound.count("workers", workers, PATH + ".workers"),
                Bound.count("calls that a worker has", maxInHands, PATH + inHands),
                Bound.count("calls that wait for a worker", maxQueued, PATH + ".max-queued"));
    }

    public SupervisionSettings withWorkers(int workers) {
        return new SupervisionSettings(
                atLeastOne(workers), maxQueued, maxInHands, behaviorMaxInHands, requeues, restart, drainTimeout);
    }

    public SupervisionSettings withMaxQueued(int calls) {
        return new SupervisionSettings(
                workers, atLeastOne(calls), maxInHands, behaviorMaxInHands, requeues, restart, drainTimeout);
    }

    /** Whatever the worker is. */
    public SupervisionSettings withMaxInHands(int calls) {
        return new SupervisionSettings(
                workers, maxQueued, atLeastOne(calls), atLeastOne(calls), requeues, restart, drainTimeout);
    }

    public SupervisionSettings withRequeues(int times) {
        return new SupervisionSettings(
                workers, maxQueued, maxInHands, behaviorMaxInHands, times, restart, drainTimeout);
    }

    public SupervisionSettings withRestart(RestartSettings restart) {
        return new SupervisionSettings(
                workers, maxQueued, maxInHands, behaviorMaxInHands, requeues, restart, drainTimeout);
    }

    private static int atLeastOne(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("must be at least 1, not " + value);
        }
        return value;
    }
}
