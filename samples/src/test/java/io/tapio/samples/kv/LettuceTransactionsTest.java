package io.tapio.samples.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions of two connections. */
class LettuceTransactionsTest extends WithLettuce {
    private RedisCommands<String, String> one;
    private RedisCommands<String, String> other;

    @BeforeEach
    void open() {
        one = client.connect().sync();
        other = client.connect().sync();
    }

    @Test
    void aTransactionIsSeenWhole() {
        one.multi();
        one.set("a", "1");
        one.incr("a");
        one.mget("a", "nothing");
        assertThat(other.get("a")).isNull();

        TransactionResult result = one.exec();

        assertThat(result.wasDiscarded()).isFalse();
        assertThat(result.<Object>get(0)).isEqualTo("OK");
        assertThat(result.<Object>get(1)).isEqualTo(2L);
        assertThat(other.get("a")).isEqualTo("2");
    }

    @Test
    void aWatchedKeyThatAnotherChangesDiscardsTheTransaction() {
        one.set("balance", "10");
        one.watch("balance");
        one.multi();
        one.decr("balance");
        other.set("balance", "3");

        assertThat(one.exec().wasDiscarded()).isTrue();
        assertThat(one.get("balance")).isEqualTo("3");

        one.watch("balance");
        one.multi();
        one.decr("balance");
        assertThat(one.exec().wasDiscarded()).as("nobody changed it since").isFalse();
        assertThat(one.get("balance")).isEqualTo("2");
    }

    @Test
    void aKeyThatIsNoLongerWatchedDiscardsNothing() {
        one.watch("key");
        other.set("key", "x");
        one.unwatch();
        one.multi();
        one.append("key", "y");

        assertThat(one.exec().wasDiscarded()).isFalse();
        assertThat(one.get("key")).isEqualTo("xy");
    }

    @Test
    void discardForgetsTheCommands() {
        one.multi();
        one.set("a", "1");

        assertThat(one.discard()).isEqualTo("OK");
        assertThat(one.get("a")).isNull();
        assertThatThrownBy(one::exec).hasMessage("ERR EXEC without MULTI");
    }

    @Test
    void aCommandThatIsRefusedWhenItIsSentDiscardsAll() {
        one.multi();
        one.set("a", "1");
        one.dispatch(
                CommandType.SET, new StatusOutput<>(StringCodec.UTF8), new CommandArgs<>(StringCodec.UTF8).addKey("b"));

        assertThatThrownBy(one::exec)
                .isInstanceOf(RedisCommandExecutionException.class)
                .hasMessage("EXECABORT Transaction discarded because of previous errors.");
        assertThat(one.get("a")).isNull();
    }

    @Test
    void aCommandThatFailsWhenItRunsFailsAlone() {
        one.multi();
        one.set("text", "abc");
        one.incr("text");
        one.append("text", "d");

        TransactionResult result = one.exec();

        assertThat(result.<Object>get(1))
                .isInstanceOfSatisfying(
                        RedisCommandExecutionException.class,
                        failure -> assertThat(failure).hasMessage("ERR value is not an integer or out of range"));
        assertThat(result.<Object>get(2)).isEqualTo(4L);
        assertThat(other.get("text")).isEqualTo("abcd");
    }
}
