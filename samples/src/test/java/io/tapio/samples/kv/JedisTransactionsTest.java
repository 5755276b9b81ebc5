package io.tapio.samples.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;

/** Transactions of two connections. */
class JedisTransactionsTest extends WithJedis {
    private Jedis other;

    @BeforeEach
    void connectAnother() {
        other = open();
    }

    @AfterEach
    void closeTheOther() {
        other.close();
    }

    @Test
    void aTransactionIsSeenWhole() {
        AbstractTransaction transaction = jedis.multi();
        transaction.set("a", "1");
        Response<Long> count = transaction.incr("a");
        assertThat(other.get("a")).isNull();

        assertThat(transaction.exec()).containsExactly("OK", 2L);
        assertThat(count.get()).isEqualTo(2);
        assertThat(other.get("a")).isEqualTo("2");
    }

    @Test
    void aWatchedKeyThatAnotherChangesDiscardsTheTransaction() {
        jedis.watch("balance");
        AbstractTransaction transaction = jedis.multi();
        transaction.decr("balance");
        other.set("balance", "3");

        assertThat(transaction.exec()).isNull();
        assertThat(jedis.get("balance")).isEqualTo("3");
    }

    @Test
    void discardForgetsTheCommands() {
        AbstractTransaction transaction = jedis.multi();
        transaction.set("a", "1");

        assertThat(transaction.discard()).isEqualTo("OK");
        assertThat(jedis.get("a")).isNull();
    }

    @Test
    void aCommandThatIsRefusedWhenItIsSentDiscardsAll() {
        AbstractTransaction transaction = jedis.multi();
        transaction.set("a", "1");
        transaction.sendCommand(Protocol.Command.SET, "b");

        assertThatThrownBy(transaction::exec)
                .isInstanceOf(JedisDataException.class)
                .hasMessage("EXECABORT Transaction discarded because of previous errors.");
        assertThat(jedis.get("a")).isNull();
    }

    @Test
    void aCommandThatFailsWhenItRunsFailsAlone() {
        AbstractTransaction transaction = jedis.multi();
        transaction.set("text", "abc");
        Response<Long> failed = transaction.incr("text");
        transaction.append("text", "d");

        assertThat(transaction.exec()).hasSize(3).endsWith(4L);
        assertThatThrownBy(failed::get).hasMessage("ERR value is not an integer or out of range");
    }
}
