package io.tapio.redis;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.util.List;

/**
 * The limits of the codec, as {@code tapio.redis} in {@code reference.conf} explains them.
 *
 * @param maxBulkBytes the longest bulk string
 * @param maxArrayElements the most arguments of a command, the most elements of an array, set, push or map
 * @param maxInlineBytes the longest line
 * @param maxCommandBytes the most bytes of one command or reply
 * @param maxReplyDepth how deep replies may be nested in each other
 */
public record RedisSettings(
        int maxBulkBytes, int maxArrayElements, int maxInlineBytes, int maxCommandBytes, int maxReplyDepth)
        implements Bounded {

    public static RedisSettings from(Config config) {
        Section section = Section.of(config, "tapio.redis");
        return new RedisSettings(
                section.bytes("max-bulk-bytes"),
                section.count("max-array-elements"),
                section.bytes("max-inline-bytes"),
                section.bytes("max-command-bytes"),
                section.count("max-reply-depth"));
    }

    /** Of commands and replies alike. */
    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.bytes("bytes of a bulk string", maxBulkBytes, "tapio.redis.max-bulk-bytes"),
                Bound.count("arguments or elements", maxArrayElements, "tapio.redis.max-array-elements"),
                Bound.bytes("bytes of a line", maxInlineBytes, "tapio.redis.max-inline-bytes"),
                Bound.bytes("bytes of a command or reply", maxCommandBytes, "tapio.redis.max-command-bytes"));
    }

    Bounded replyDepth() {
        return Bounded.by(Bound.count("levels of replies in replies", maxReplyDepth, "tapio.redis.max-reply-depth"));
    }

    /** The values of {@code reference.conf}. */
    public static RedisSettings defaults() {
        return from(ConfigFactory.defaultReference(RedisSettings.class.getClassLoader()));
    }
}
