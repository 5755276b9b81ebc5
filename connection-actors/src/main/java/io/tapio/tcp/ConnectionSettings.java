package io.tapio.tcp;

import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines and socket options of a connection: {@code tapio.tcp.server} or {@code tapio.tcp.client}.
 *
 * @param path the section, for messages that name a key
 */
public record ConnectionSettings(
        String path,
        Duration handshakeTimeout,
        Optional<Duration> firstByteTimeout,
        Optional<Duration> idleTimeout,
        Duration writeStalledTimeout,
        Duration halfClosedTimeout,
        Duration lingerTimeout,
        Duration readProbeInterval,
        Duration readSuspendedTimeout,
        Optional<Duration> maxLifetime,
        Duration drainTimeout,
        SocketOptions options)
        implements Bounded {

    static ConnectionSettings from(Section section) {
        return new ConnectionSettings(
                section.path(),
                section.duration("handshake-timeout"),
                section.durationOrOff("first-byte-timeout"),
                section.durationOrOff("idle-timeout"),
                section.duration("write-stalled-timeout"),
                section.duration("half-closed-timeout"),
                section.duration("linger-timeout"),
                section.duration("read-probe-interval"),
                section.duration("read-suspended-timeout"),
                section.durationOrOff("max-lifetime"),
                section.duration("drain-timeout"),
                SocketOptions.from(section));
    }

    /** Those of the wire. */
    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.bytes("bytes read and not asked for", SocketBytes.CHUNK, null),
                time("time to be ready for the first call", handshakeTimeout, "handshake-timeout"),
                timeOrOff("time to the first byte", firstByteTimeout.orElse(null), "first-byte-timeout"),
                timeOrOff("time without a byte", idleTimeout.orElse(null), "idle-timeout"),
                time("time without the peer taking a byte", writeStalledTimeout, "write-stalled-timeout"),
                time("time after one side has closed", halfClosedTimeout, "half-closed-timeout"),
                time("time for the peer to close", lingerTimeout, "linger-timeout"),
                time("time between looks for a reset", readProbeInterval, "read-probe-interval"),
                time("time without anybody asking for bytes", readSuspendedTimeout, "read-suspended-timeout"),
                timeOrOff("time until it drains, about", maxLifetime.orElse(null), "max-lifetime"));
    }

    private Bound time(String what, Duration limit, String key) {
        return Bound.time(what, limit, path + "." + key);
    }

    private Bound timeOrOff(String what, @Nullable Duration limit, String key) {
        return Bound.timeOrOff(what, limit, path + "." + key);
    }

    /** How long this connection may last: give or take a tenth, so that those made together do not end together. */
    Optional<Duration> drawLifetime() {
        return maxLifetime.map(limit -> {
            long tenth = limit.toNanos() / 10;
            return limit.plusNanos(ThreadLocalRandom.current().nextLong(-tenth, tenth + 1));
        });
    }

    ConnectionSettings withoutSilenceTimeouts() {
        return with(Optional.empty(), Optional.empty(), maxLifetime, options);
    }

    ConnectionSettings withMaxLifetime(Duration limit) {
        return with(firstByteTimeout, idleTimeout, Optional.of(limit), options);
    }

    ConnectionSettings withOptions(SocketOptions others) {
        return with(firstByteTimeout, idleTimeout, maxLifetime, others);
    }

    private ConnectionSettings with(
            Optional<Duration> firstByte, Optional<Duration> idle, Optional<Duration> lifetime, SocketOptions sockets) {
        return new ConnectionSettings(
                path,
                handshakeTimeout,
                firstByte,
                idle,
                writeStalledTimeout,
                halfClosedTimeout,
                lingerTimeout,
                readProbeInterval,
                readSuspendedTimeout,
                lifetime,
                drainTimeout,
                sockets);
    }
}
