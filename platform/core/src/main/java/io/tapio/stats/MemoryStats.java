package io.tapio.stats;

import io.tapio.stats.Metric.Kind;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps numbers, for whoever reads them: an exporter, a page, a test. An ActorSystem has one: {@link SystemStats}.
 *
 * <p>A number takes some 200 bytes, and 8 more for each event loop; a distribution takes more, and most where values
 * differ most: for times up to a second 24 KiB for each event loop, and as much again once it is read.
 */
public final class MemoryStats implements Stats {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryStats.class);

    private static final Comparator<Reading> BY_NAME = Comparator.comparing(
                    (Reading reading) -> reading.metric().name())
            .thenComparing(reading -> reading.tags().toString());

    /** What makes numbers the same. */
    private record Id(String name, Map<String, String> tags) {}

    private final StatsSettings settings;
    private final Ledger ledger = new Ledger();
    private final Map<Id, Reading> readings = new HashMap<>();
    private final List<Follower> followers = new ArrayList<>();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
    private boolean warned;

    public MemoryStats(StatsSettings settings) {
        this.settings = settings;
    }

    // -- for who counts

    @Override
    public Counter counter(Metric metric, String... values) {
        return counter(metric, Map.of(), values);
    }

    @Override
    public Distribution distribution(Metric metric, String... values) {
        return distribution(metric, Map.of(), values);
    }

    @Override
    public <T> void gauge(Metric metric, T owner, ToLongFunction<? super T> value, String... values) {
        gauge(metric, owner, value, Map.of(), values);
    }

    @Override
    public Stats tagged(String key, String value) {
        return new TaggedStats(this, Map.of(key, value));
    }

    Counter counter(Metric metric, Map<String, String> common, String... values) {
        check(metric, metric.kind() != Kind.DISTRIBUTION, "added to");
        Map<String, String> tags = tags(metric, common, values);
        AddedNumber number = get(AddedNumber.class, metric, tags, () -> new AddedNumber(metric, tags, ledger));
        return number != null ? number : Stats.none().counter(metric, values);
    }

    Distribution distribution(Metric metric, Map<String, String> common, String... values) {
        check(metric, metric.kind() == Kind.DISTRIBUTION, "recorded");
        Map<String, String> tags = tags(metric, common, values);
        RecordedSpread spread = get(RecordedSpread.class, metric, tags, () -> new RecordedSpread(metric, tags, ledger));
        return spread != null ? spread : Stats.none().distribution(metric, values);
    }

    synchronized <T> void gauge(
            Metric metric, T owner, ToLongFunction<? super T> value, Map<String, String> common, String... values) {
        check(metric, metric.kind() != Kind.DISTRIBUTION, "kept by an owner");
        forget();
        Map<String, String> tags = tags(metric, common, values);
        OwnedNumber number = get(OwnedNumber.class, metric, tags, () -> new OwnedNumber(metric, tags));
        if (number != null) {
            number.add(owner, value, gone);
        }
    }

    private static void check(Metric metric, boolean can, String how) {
        if (!can) {
            throw new IllegalArgumentException("the " + metric.kind() + " " + metric.name() + " cannot be " + how);
        }
    }

    private static Map<String, String> tags(Metric metric, Map<String, String> common, String... values) {
        List<String> keys = metric.tags();
        if (keys.size() != values.length) {
            throw new IllegalArgumentException(
                    metric.name() + " has the tags " + keys + ", not the values " + List.of(values));
        }
        Map<String, String> tags = new LinkedHashMap<>(common);
        for (int i = 0; i < values.length; i++) {
            tags.put(keys.get(i), values[i]);
        }
        return Collections.unmodifiableMap(tags);
    }

    private synchronized <R extends Reading> @Nullable R get(
            Class<R> type, Metric metric, Map<String, String> tags, Supplier<R> make) {
        Id id = new Id(metric.name(), tags);
        Reading there = readings.get(id);
        if (there == null) {
            return readings.size() < settings.maxSeries() ? add(id, make.get()) : tooMany(id);
        }
        if (!type.isInstance(there) || !there.metric().equals(metric)) {
            throw new IllegalArgumentException(
                    "there are two of " + id + ", which differ: " + metric + ", and " + there.metric());
        }
        return type.cast(there);
    }

    private <R extends Reading> R add(Id id, R reading) {
        readings.put(id, reading);
        followers.forEach(follower -> follower.added(reading));
        return reading;
    }

    private <R extends Reading> @Nullable R tooMany(Id refused) {
        if (!warned) {
            warned = true;
            LOG.warn(
                    "{} with the tags {} is not counted, nor is any other number beyond {} ({}.max-series)",
                    refused.name,
                    refused.tags,
                    settings.maxSeries(),
                    StatsSettings.PATH);
        }
        return null;
    }

    // -- for who reads

    /** All numbers that there are, by name. */
    public synchronized List<Reading> readings() {
        forget();
        return readings.values().stream().sorted(BY_NAME).toList();
    }

    /** Tells {@code follower} of all numbers that there are, and of those that come and go, until it is closed. */
    public synchronized Following follow(Follower follower) {
        followers.add(follower);
        readings.values().forEach(follower::added);
        return () -> leave(follower);
    }

    private synchronized void leave(Follower follower) {
        followers.remove(follower);
    }

    /** Numbers whose owners are all gone. */
    private void forget() {
        for (var owner = gone.poll(); owner != null; owner = gone.poll()) {
            OwnedNumber number = ((OwnedNumber.Owner<?>) owner).number();
            if (number.remove((OwnedNumber.Owner<?>) owner)
                    && readings.remove(new Id(number.metric().name(), number.tags()), number)) {
                followers.forEach(follower -> follower.removed(number));
            }
        }
    }

    Ledger ledger() {
        return ledger;
    }

    /** Hears of numbers as they come and go; must be short, and must not ask the stats for others. */
    public interface Follower {
        void added(Reading reading);

        /** Its owners are gone. */
        void removed(Reading reading);
    }

    /** Ends when it is closed. */
    public interface Following extends AutoCloseable {
        @Override
        void close();
    }
}
