package io.tapio.stats;

import java.util.List;

/**
 * A number that is kept of something, by the name that every exporter gives it. A constant of the class that counts it.
 *
 * @param name dotted and in lower case; the names of OpenTelemetry where it has one: {@code tapio.retry.budget}
 * @param unit as UCUM has it: {@code By}, or what is counted in braces: {@code {call}}; a time has {@code s}, and is
 *     counted in nanoseconds all the same
 * @param tags the keys by which it is told apart, beside those of the whole service
 * @param description what it tells, in one sentence without a full stop
 */
public record Metric(String name, Kind kind, String unit, List<String> tags, String description) {
    public enum Kind {
        /** Grows, and never shrinks. */
        COUNTER,
        /** Is as large as it is. */
        GAUGE,
        /** How often which value came; times are recorded in nanoseconds. */
        DISTRIBUTION
    }

    public Metric {
        tags = List.copyOf(tags);
    }

    public static Metric counter(String name, String unit, String description, String... tags) {
        return new Metric(name, Kind.COUNTER, unit, List.of(tags), description);
    }

    public static Metric gauge(String name, String unit, String description, String... tags) {
        return new Metric(name, Kind.GAUGE, unit, List.of(tags), description);
    }

    public static Metric distribution(String name, String unit, String description, String... tags) {
        return new Metric(name, Kind.DISTRIBUTION, unit, List.of(tags), description);
    }

    /** Whether it is of times: then its values are nanoseconds. */
    public boolean isTime() {
        return unit.equals("s");
    }
}
