package io.tapio.logging;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Which calls are worth a line, and how many lines there may be: {@code tapio.logging}.
 *
 * @param slow the time from which on a call is slow
 * @param maxLines lines in an interval
 */
public record RequestLogSettings(Calls calls, Duration slow, int maxLines, Duration interval) implements Bounded {
    static final String PATH = "tapio.logging";

    /** The calls that are worth a line. */
    public enum Calls {
        OFF,
        FAILURES,
        /** Those that were slow, and those that failed. */
        SLOW,
        ALL
    }

    public RequestLogSettings {
        if (maxLines < 1) {
            throw new IllegalArgumentException("must be at least 1, not " + maxLines);
        }
    }

    /** The settings of the application's configuration. */
    public static RequestLogSettings load() {
        return from(ConfigFactory.load());
    }

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static RequestLogSettings from(Config config) {
        Section section = Section.of(config, PATH);
        String calls = section.choice("calls", "off", "failures", "slow", "all");
        return new RequestLogSettings(
                Calls.valueOf(calls.toUpperCase(Locale.ROOT)),
                section.duration("slow-threshold"),
                section.count("max-lines"),
                section.duration("interval"));
    }

    public RequestLogSettings withCalls(Calls calls) {
        return new RequestLogSettings(calls, slow, maxLines, interval);
    }

    public RequestLogSettings withSlow(Duration threshold) {
        return new RequestLogSettings(calls, threshold, maxLines, interval);
    }

    public RequestLogSettings withMaxLines(int lines, Duration interval) {
        return new RequestLogSettings(calls, slow, lines, interval);
    }

    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.count("lines of the request log in an interval", maxLines, PATH + ".max-lines"),
                Bound.time("interval of the request log", interval, PATH + ".interval"),
                Bound.time("time from which on a call is slow", slow, PATH + ".slow-threshold"));
    }
}
