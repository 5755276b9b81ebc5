package io.tapio.keepalive;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.connection.CloseReason;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one connection is kept alive: {@code tapio.keepalive}.
 *
 * @param pingInterval the silence of the peer after which it is pinged; empty if it is not
 * @param pongTimeout the silence after a ping that ends the connection
 * @param maxPongs pongs that wait for the peer to take them
 */
public record KeepAliveSettings(Optional<Duration> pingInterval, Duration pongTimeout, int maxPongs)
        implements Bounded {
    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static KeepAliveSettings from(Config config) {
        Section section = Section.of(config, "tapio.keepalive");
        return new KeepAliveSettings(
                section.durationOrOff("ping-interval"), section.duration("pong-timeout"), section.count("max-pongs"));
    }

    /** The settings of the application's configuration. */
    public static KeepAliveSettings load() {
        return from(ConfigFactory.load());
    }

    Failure gone() {
        return new CloseReason(
                        CloseReason.Kind.PING_TIMEOUT,
                        "the peer was silent for " + pongTimeout.toMillis()
                                + " ms after a ping (tapio.keepalive.pong-timeout)")
                .toFailure(Processed.MAYBE);
    }

    Failure tooManyPongs() {
        return Failure.at(
                Where.QUEUE,
                Processed.MAYBE,
                "pong " + (maxPongs + 1L) + " for a peer that has not taken " + maxPongs
                        + ", which is the limit (tapio.keepalive.max-pongs)");
    }

    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.timeOrOff(
                        "until a silent peer is pinged", pingInterval.orElse(null), "tapio.keepalive.ping-interval"),
                Bound.time("until it has to answer", pongTimeout, "tapio.keepalive.pong-timeout"),
                Bound.count("pongs that wait", maxPongs, "tapio.keepalive.max-pongs"));
    }
}
