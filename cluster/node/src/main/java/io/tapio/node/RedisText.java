package io.tapio.node;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.redis.Reply;
import java.util.stream.Collectors;

/** Redis replies for people and pipes, as {@code redis-cli --raw} prints them: values alone, one a line. */
final class RedisText {
    private RedisText() {}

    /** The reply as text; an error reply is thrown, with Redis' own words. */
    static String of(Reply reply) {
        if (reply instanceof Reply.Error error) {
            throw Failure.at(Where.SERVICE, Processed.YES, error.text());
        }
        return inside(reply);
    }

    private static String inside(Reply reply) {
        if (reply instanceof Reply.Simple simple) {
            return simple.text();
        }
        if (reply instanceof Reply.Bulk bulk) {
            return bulk.text();
        }
        if (reply instanceof Reply.Int number) {
            return Long.toString(number.value());
        }
        if (reply instanceof Reply.Array array) {
            return array.items().isEmpty()
                    ? "(empty array)"
                    : array.items().stream().map(RedisText::inside).collect(Collectors.joining(System.lineSeparator()));
        }
        if (reply instanceof Reply.Error error) {
            return "(error) " + error.text();
        }
        return "(nil)";
    }
}
