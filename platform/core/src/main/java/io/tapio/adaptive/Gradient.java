package io.tapio.adaptive;

import java.util.random.RandomGenerator;

/**
 * The limit as a function of how long calls take: the gradient of latency.
 *
 * <pre>
 *   gradient = least(1, tolerance × time without load / time now)
 *   limit    = half of limit + half of (gradient × limit + room)       room = √limit / 2
 * </pre>
 *
 * <p>While calls take about as long as without load, the limit grows by some room for a queue; when a queue shows in
 * their time, it shrinks in proportion. It settles where about {@code room} calls wait inside of the service: enough to
 * keep it busy, and no more. A drop lowers it by a tenth at once. This is the update of FAST TCP (D. Wei, C. Jin, S.
 * Low, S. Hegde, IEEE/ACM Transactions on Networking 14/6, 2006), and of {@code GradientLimit} in Netflix's
 * concurrency-limits.
 *
 * <p>The time without load is measured now and then, under a quarter of the limit, as Envoy's adaptive concurrency
 * filter does, and BBR with its smallest window: the least time under a steady overload is not the time without load.
 * If a probe finds calls to be faster than was thought, there was a queue, and may still have been; so the next comes
 * soon. (Gradient2 takes a long average instead, which learns the overload. Vegas keeps three to six calls in the queue
 * however few the service does at a time; where that is one, calls would take four to seven times as long.)
 *
 * <p>Times are medians, so that a pause hits a call and not the limit. A window without enough calls, or in which less
 * than half of the limit was in use, changes nothing: an idle service keeps its limit, and a quiet one does not let it
 * grow without end. Not thread-safe.
 */
final class Gradient {
    /** The least calls that a window is judged by. */
    static final int LEAST = 20;

    private static final int MOST = 64;
    private static final double AFTER_DROP = 0.9;
    private static final int PROBE_SHARE = 4;

    /** Calls without as many answers after which a probe gives up. */
    private static final int VAIN = 10 * LEAST;

    /** Windows until the next probe, if one has found something. */
    private static final int SOON = 5;

    private enum Phase {
        /** With the whole limit. */
        USUAL,
        /** With a quarter, and more than that still under way. */
        EMPTYING,
        /** With a quarter. */
        PROBING
    }

    private final AdaptiveSettings settings;
    private final RandomGenerator random;
    private final Sample sample = new Sample(MOST);
    private double limit;
    private double unloaded = Double.POSITIVE_INFINITY;
    private Phase phase = Phase.USUAL;
    private long nextProbe;

    Gradient(AdaptiveSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.limit = settings.initialCalls();
    }

    /** Calls that there may be now. */
    int allowed() {
        return phase == Phase.USUAL ? limit() : Math.max(1, limit() / PROBE_SHARE);
    }

    /** The limit, apart from probes. */
    int limit() {
        return (int) limit;
    }

    /** True as long as further answers of this window would change nothing. */
    boolean hasEnough() {
        return sample.isFull();
    }

    /** When the window is over, if it has enough by then. */
    long windowEnd() {
        return sample.began() + settings.window().toNanos();
    }

    /** @param inFlight calls under way when it ended, with it */
    void answered(long began, long now, int inFlight) {
        if (isInSample(began, now, inFlight)) {
            sample.add(now - began, inFlight);
            judge(now);
        }
    }

    /** It ended, in a way that says nothing of how busy the service is. */
    void failed(long began, long now, int inFlight) {
        if (isInSample(began, now, inFlight)) {
            judge(now);
        }
    }

    /** All calls that were under way at a drop have met the same congestion: only the first of them counts. */
    void dropped(long began, long now, int inFlight) {
        if (isInSample(began, now, inFlight)) {
            limit = Math.max(settings.minCalls(), limit * AFTER_DROP);
            sample.begin(now);
        }
    }

    private boolean isInSample(long began, long now, int inFlight) {
        if (phase == Phase.EMPTYING && inFlight <= allowed()) {
            phase = Phase.PROBING;
            sample.begin(now);
        }
        boolean isIn = sample.hasBegun(began);
        if (isIn) {
            sample.end();
        }
        return isIn;
    }

    private void judge(long now) {
        switch (phase) {
            case USUAL -> {
                if (sample.count() >= LEAST && now - windowEnd() >= 0) {
                    change(sample.median(), now);
                    sample.begin(now);
                }
            }
            case EMPTYING -> {}
            case PROBING -> {
                if (sample.count() >= LEAST) {
                    probed(sample.median(), now);
                    sample.begin(now);
                } else if (sample.ended() >= VAIN) {
                    usual(now + untilProbe());
                    sample.begin(now);
                }
            }
        }
    }

    private void change(double median, long now) {
        boolean isFirst = unloaded == Double.POSITIVE_INFINITY;
        if (isFirst) {
            unloaded = median;
        }
        if (sample.mostInFlight() * 2 >= limit()) {
            double gradient = Math.min(1, settings.tolerance() * unloaded / median);
            double room = Math.sqrt(limit) / 2;
            double next = (limit + gradient * limit + room) / 2;
            limit = Math.max(settings.minCalls(), Math.min(settings.maxCalls(), next));
        }
        if (isFirst || now - nextProbe >= 0 || isFasterThanThought(median)) {
            phase = Phase.EMPTYING;
        }
    }

    private void probed(double median, long now) {
        usual(now + (isFasterThanThought(median) ? SOON * settings.window().toNanos() : untilProbe()));
        unloaded = median;
    }

    private boolean isFasterThanThought(double median) {
        return median * settings.tolerance() < unloaded;
    }

    private void usual(long nextProbe) {
        this.nextProbe = nextProbe;
        phase = Phase.USUAL;
    }

    /** Up to half less or more, so that many who call one service do not all probe it at a time. */
    private long untilProbe() {
        return (long) (settings.probeInterval().toNanos() * (0.5 + random.nextDouble()));
    }
}
