package io.tapio.tcp;

import io.tapio.settings.Section;
import java.time.Duration;
import java.util.Optional;

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
        boolean keepAlive) {

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
