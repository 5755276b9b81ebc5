package io.tapio.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.failure.Failure;
import io.tapio.redis.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisTextTest {
    @Test
    void valuesStandAlone() {
        assertThat(RedisText.of(Reply.OK)).isEqualTo("OK");
        assertThat(RedisText.of(Reply.Bulk.of("value"))).isEqualTo("value");
        assertThat(RedisText.of(new Reply.Int(-3))).isEqualTo("-3");
        assertThat(RedisText.of(Reply.NIL)).isEqualTo("(nil)");
    }

    @Test
    void arrayIsOneValueALine() {
        Reply nested = Reply.Array.of(Reply.ONE, Reply.Array.of(Reply.NIL, new Reply.Error("ERR inside")));

        assertThat(RedisText.of(nested).lines()).containsExactly("1", "(nil)", "(error) ERR inside");
        assertThat(RedisText.of(new Reply.Array(List.of()))).isEqualTo("(empty array)");
    }

    @Test
    void errorReplyIsAFailureInRedisOwnWords() {
        assertThatThrownBy(() -> RedisText.of(new Reply.Error("ERR wrong")))
                .isInstanceOf(Failure.class)
                .hasMessage("ERR wrong");
    }
}
