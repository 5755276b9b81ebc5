package io.tapio.stack;

import io.tapio.adaptive.AdaptiveLimit;
import io.tapio.adaptive.AdaptiveSettings;
import io.tapio.breaker.Breaker;
import io.tapio.breaker.BreakerSettings;
import io.tapio.filter.AnyFilter;
import io.tapio.filter.Catch;
import io.tapio.filter.Filter;
import io.tapio.filter.Role;
import io.tapio.limit.ConcurrencyLimit;
import io.tapio.limit.LimitSettings;
import io.tapio.logging.RequestLog;
import io.tapio.logging.RequestLogSettings;
import io.tapio.rate.RateLimit;
import io.tapio.rate.RateSettings;
import java.util.HashMap;
import java.util.Map;

/** The filters that are the same on both sides. */
class CommonLayers {
    static final String ADAPTIVE_LIMIT = "adaptive-limit";

    final Parts parts;

    CommonLayers(Parts parts) {
        this.parts = parts;
    }

    /** All that there are on this side, by the words of the configuration. */
    Map<String, AnyFilter> byWord() {
        Map<String, AnyFilter> known = new HashMap<>();
        known.put(Role.LOG.name(), this::log);
        known.put(Role.CATCH.name(), this::catching);
        known.put(Role.RATE_LIMIT.name(), this::rateLimit);
        known.put(Role.CONCURRENCY_LIMIT.name(), this::concurrencyLimit);
        known.put(ADAPTIVE_LIMIT, this::adaptiveLimit);
        known.put(Role.BREAKER.name(), this::breaker);
        return known;
    }

    private <Q, A> Filter<Q, A, Q, A> log() {
        return RequestLog.<Q, A>of(parts.name(), RequestLogSettings.from(parts.config()))
                .withStats(parts.stats());
    }

    private <Q, A> Filter<Q, A, Q, A> catching() {
        return new Catch<>();
    }

    private <Q, A> Filter<Q, A, Q, A> rateLimit() {
        return RateLimit.<Q, A>of(RateSettings.from(parts.config())).withStats(parts.stats());
    }

    private <Q, A> Filter<Q, A, Q, A> concurrencyLimit() {
        return ConcurrencyLimit.<Q, A>of(LimitSettings.from(parts.config())).withStats(parts.stats());
    }

    private <Q, A> Filter<Q, A, Q, A> adaptiveLimit() {
        return AdaptiveLimit.<Q, A>of(AdaptiveSettings.from(parts.config())).withStats(parts.stats());
    }

    private <Q, A> Filter<Q, A, Q, A> breaker() {
        return Breaker.<Q, A>of(BreakerSettings.from(parts.config())).withStats(parts.stats());
    }
}
