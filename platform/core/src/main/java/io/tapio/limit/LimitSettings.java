package io.tapio.limit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.admission.WaitingSettings;
import io.tapio.settings.Section;
import java.util.function.UnaryOperator;

/**
 * Bounds of one {@link ConcurrencyLimit}: {@code tapio.limit}.
 *
 * @param maxCalls calls at a time
 * @param waiting how others wait
 */
public record LimitSettings(int maxCalls, WaitingSettings waiting) {
    static final String PATH = "tapio.limit";

    public LimitSettings {
        if (maxCalls < 1) {
            throw new IllegalArgumentException("a limit lets at least 1 call through, not " + maxCalls);
        }
    }

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static LimitSettings from(Config config) {
        return new LimitSettings(
                Section.of(config, PATH).count("max-calls"), WaitingSettings.from(config, PATH + ".waiting"));
    }

    /** The settings of the application's configuration. */
    public static LimitSettings load() {
        return from(ConfigFactory.load());
    }

    public LimitSettings withMaxCalls(int calls) {
        return new LimitSettings(calls, waiting);
    }

    public LimitSettings withWaiting(UnaryOperator<WaitingSettings> change) {
        return new LimitSettings(maxCalls, change.apply(waiting));
    }
}
