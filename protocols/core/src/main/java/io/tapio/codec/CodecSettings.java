package io.tapio.codec;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.settings.Section;
import io.tapio.time.Pace;
import java.util.Optional;

/**
 * Bounds of the codec stages of one connection: {@code tapio.codec}.
 *
 * @param maxFrameBytes the most bytes of one unfinished frame that are kept
 * @param writeWindowBytes the bytes waiting to be written at which no more frames are taken
 * @param maxBadFrames the most bad frames in a row that are skipped
 * @param pace how fast the peer has to send a frame that it has begun; empty if it may take its time
 */
public record CodecSettings(int maxFrameBytes, int writeWindowBytes, int maxBadFrames, Optional<Pace> pace) {
    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static CodecSettings from(Config config) {
        Section section = Section.of(config, "tapio.codec");
        return new CodecSettings(
                section.bytes("max-frame-bytes"),
                section.bytes("write-window-bytes"),
                section.count("max-bad-frames"),
                section.durationOrOff("frame-timeout").map(grace -> new Pace(grace, section.bytes("frame-min-rate"))));
    }

    /** The settings of the application's configuration. */
    public static CodecSettings load() {
        return from(ConfigFactory.load());
    }
}
