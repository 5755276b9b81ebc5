package io.tapio.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bound that is in force, for people to read.
 *
 * @param what what it limits, in words that stand alone: {@code requests read and not answered}
 * @param limit the most of it, in the unit; {@link #NONE} if there is no limit
 * @param key where the configuration sets it; null if only code does
 */
public record Bound(
        String what, Unit unit, long limit, @Nullable String key) {
    /** No limit: what everything is that could count higher than an array can. */
    public static final long NONE = Long.MAX_VALUE;

    private static final List<Size> BYTE_SIZES = List.of(
            new Size(1L << 30, 1, "GiB"),
            new Size(1L << 20, 1, "MiB"),
            new Size(1L << 10, 1, "KiB"),
            new Size(1, 0, "B"));

    private static final List<Size> TIME_SIZES = List.of(
            new Size(60_000_000_000L, 2, "minutes"),
            new Size(1_000_000_000, 1, "s"),
            new Size(1_000_000, 1, "ms"),
            new Size(1000, 1, "us"),
            new Size(1, 0, "ns"));

    public enum Unit {
        COUNT,
        BYTES,
        /** Hundredths of a whole. */
        PERCENT,
        /** Nanoseconds. */
        TIME
    }

    public static Bound count(String what, int limit, @Nullable String key) {
        return new Bound(what, Unit.COUNT, limit == Integer.MAX_VALUE ? NONE : limit, key);
    }

    public static Bound bytes(String what, long limit, @Nullable String key) {
        return new Bound(what, Unit.BYTES, limit, key);
    }

    public static Bound time(String what, Duration limit, @Nullable String key) {
        return new Bound(what, Unit.TIME, limit.toNanos(), key);
    }

    /** A share of a whole, which the configuration has as a number from 0 to 1. */
    public static Bound share(String what, double share, @Nullable String key) {
        return new Bound(what, Unit.PERCENT, Math.round(100 * share), key);
    }

    /** A time, or {@link #NONE} where it is off. */
    public static Bound timeOrOff(String what, @Nullable Duration limit, @Nullable String key) {
        return new Bound(what, Unit.TIME, limit == null ? NONE : limit.toNanos(), key);
    }

    /** True if it lets something grow without end. A deadline that is off does not: it waits. */
    public boolean isOpen() {
        return limit == NONE && unit != Unit.TIME;
    }

    /** The bound as {@code config} has it at the key; empty if the key is not there, or no such value. */
    public Optional<Bound> in(Config config) {
        if (key == null || !config.hasPath(key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Bound(what, unit, limitIn(config, key), key));
        } catch (ConfigException other) {
            return Optional.empty();
        }
    }

    private long limitIn(Config config, String path) {
        return switch (unit) {
            case COUNT -> config.getLong(path);
            case BYTES -> config.getBytes(path);
            case PERCENT -> Math.round(100 * config.getDouble(path));
            case TIME ->
                "off".equalsIgnoreCase(config.getString(path))
                        ? NONE
                        : config.getDuration(path).toNanos();
        };
    }

    /** The limit with its unit, as the configuration would write it: {@code 64 KiB}, {@code 10 s}, {@code off}. */
    public String text() {
        return switch (unit) {
            case COUNT -> limit == NONE ? "no limit" : Long.toString(limit);
            case PERCENT -> limit + " %";
            case BYTES -> limit == NONE ? "no limit" : inLargest(BYTE_SIZES);
            case TIME -> limit == NONE ? "off" : inLargest(TIME_SIZES);
        };
    }

    private String inLargest(List<Size> sizes) {
        Size size = sizes.stream()
                .filter(each -> limit >= each.least * each.of && limit % each.of == 0)
                .findFirst()
                .orElseThrow();
        return limit / size.of + " " + size.name;
    }

    /** What is counted in, from {@code least} of it on. */
    private record Size(long of, int least, String name) {}
}
