package io.tapio.endpoint;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What went wrong on the way to a connection that lives, and whether that is enough to rest: as many refusals in a row
 * as there are targets, or a few times as many connections that ended at once. A few may be servers that restart in
 * turn. Not thread-safe.
 */
final class Misses {
    /** Connections to each target that may end at once. */
    private static final int SHORT_LIVED = 3;

    private final int targets;
    private final List<Failure> refusals = new ArrayList<>();
    private final List<Failure> shortLived = new ArrayList<>();

    Misses(int targets) {
        this.targets = targets;
    }

    void refused(Failure why) {
        refusals.add(why);
    }

    void connected() {
        refusals.clear();
    }

    void endedAtOnce(Failure why) {
        shortLived.add(why);
    }

    void lived() {
        shortLived.clear();
    }

    boolean areEnough() {
        return refusals.size() >= targets || shortLived.size() >= SHORT_LIVED * targets;
    }

    /** Whether {@code hopeless} accepts all that is to be taken. */
    boolean areAll(Predicate<? super Failure> hopeless) {
        return all().stream().allMatch(hopeless);
    }

    private List<Failure> all() {
        return refusals.isEmpty() ? shortLived : refusals;
    }

    /** All of them in one, with the first as its cause; counts anew from here on. */
    Failure take() {
        List<Failure> all = all();
        String reasons = all.stream().map(Failure::getMessage).distinct().collect(Collectors.joining("; "));
        Failure failure = Failure.at(Where.CONNECT, Processed.NO, reasons).withCause(all.get(0));
        refusals.clear();
        shortLived.clear();
        return failure;
    }
}
