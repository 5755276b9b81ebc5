package io.tapio.handshake;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.codec.CodecSettings;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.List;

/**
 * Bounds of one connection before its protocol proper: {@code tapio.handshake} and {@code tapio.codec}.
 *
 * @param timeout time in which the handshake has to be over
 * @param maxFrames the most frames of the peer that it may take
 * @param maxBytes the most bytes of the peer that it may take
 * @param codec bounds of the codec's stages
 */
public record HandshakeSettings(Duration timeout, int maxFrames, int maxBytes, CodecSettings codec) implements Bounded {
    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static HandshakeSettings from(Config config) {
        Section section = Section.of(config, "tapio.handshake");
        return new HandshakeSettings(
                section.duration("timeout"),
                section.count("max-frames"),
                section.bytes("max-bytes"),
                CodecSettings.from(config));
    }

    /** The settings of the application's configuration. */
    public static HandshakeSettings load() {
        return from(ConfigFactory.load());
    }

    Failure tooManyFrames() {
        return failure("frame " + (maxFrames + 1L) + " of a handshake that may take " + maxFrames
                + " (tapio.handshake.max-frames)");
    }

    Failure tooManyBytes(long bytes) {
        return failure("a handshake of more than " + bytes + " bytes is longer than the limit of " + maxBytes
                + " bytes (tapio.handshake.max-bytes)");
    }

    private static Failure failure(String message) {
        return Failure.at(Where.HANDSHAKE, Processed.NO, message);
    }

    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.time("until it is over", timeout, "tapio.handshake.timeout"),
                Bound.count("frames of the peer", maxFrames, "tapio.handshake.max-frames"),
                Bound.bytes("bytes of the peer", maxBytes, "tapio.handshake.max-bytes"));
    }
}
