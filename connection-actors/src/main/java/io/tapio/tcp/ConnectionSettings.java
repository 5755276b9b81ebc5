package io.tapio.tcp;

import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
        boolean noDelay,
        boolean keepAlive)
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
                section.flag("no-delay"),
                section.flag("keep-alive"));
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
                time("time without anybody asking for bytes", readSuspendedTimeout, "read-suspended-timeout"));
    }

    private Bound time(String what, Duration limit, String key) {
        return Bound.time(what, limit, path + "." + key);
    }

    private Bound timeOrOff(String what, @Nullable Duration limit, String key) {
        return Bound.timeOrOff(what, limit, path + "." + key);
    }

    ConnectionSettings withoutSilenceTimeouts() {
        return new ConnectionSettings(
                path,
                handshakeTimeout,
                Optional.empty(),
                Optional.empty(),
                writeStalledTimeout,
                halfClosedTimeout,
                lingerTimeout,
                readProbeInterval,
                readSuspendedTimeout,
                noDelay,
                keepAlive);
    }
}
