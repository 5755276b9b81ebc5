package io.tapio.samples.kv.string;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.FreshKv;
import io.tapio.samples.kv.Talk;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StringsTest extends FreshKv {
    @Test
    void whatIsSetIsFound() {
        assertThat(say("GET k")).isEqualTo("nil");
        assertThat(say("SET k v")).isEqualTo("OK");
        assertThat(say("get k")).isEqualTo("\"v\"");
        assertThat(say("STRLEN k")).isEqualTo("1");
        assertThat(say("STRLEN none")).isEqualTo("0");
    }

    @Test
    void setTakesConditions() {
        assertThat(say("SET k a XX")).isEqualTo("nil");
        assertThat(say("SET k a NX")).isEqualTo("OK");
        assertThat(say("SET k b NX")).isEqualTo("nil");
        assertThat(say("SET k b XX")).isEqualTo("OK");
        assertThat(say("SET k c GET")).isEqualTo("\"b\"");
        assertThat(say("SET k d NX GET")).isEqualTo("\"c\"");
        assertThat(say("SET new d GET")).isEqualTo("nil");
        assertThat(say("MGET k new")).isEqualTo("[\"c\", \"d\"]");
    }

    @Test
    void setTakesTimes() {
        say("SET k v EX 10");
        assertThat(say("PTTL k")).isEqualTo("10000");
        say("SET k v PX 10");
        assertThat(say("PTTL k")).isEqualTo("10");
        say("SET k v EXAT " + (time.instant().getEpochSecond() + 7));
        assertThat(say("PTTL k")).isEqualTo("7000");
        say("SET k w KEEPTTL");
        assertThat(say("PTTL k")).isEqualTo("7000");
        say("SET k v PXAT " + (time.millis() + 7));
        assertThat(say("PTTL k")).isEqualTo("7");
        say("SET k v");
        assertThat(say("PTTL k")).isEqualTo("-1");
        assertThat(say("SET k v PXAT 1")).isEqualTo("OK");
        assertThat(say("GET k")).isEqualTo("nil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET k v NX XX",
                "SET k v EX",
                "SET k v EX 10 PX 10",
                "SET k v EX 10 KEEPTTL",
                "SET k v KEEPTTL PXAT 10",
                "SET k v PERSIST",
                "SET k v nonsense",
                "GETEX k NX",
                "GETEX k EX 1 PERSIST",
                "GETEX k PERSIST EX 1"
            })
    void optionsThatDoNotGoTogetherAreRefused(String line) {
        assertThat(say(line)).isEqualTo("-ERR syntax error");
    }

    @Test
    void timesThatCannotBeAreRefused() {
        assertThat(say("SET k v EX 0")).isEqualTo("-ERR invalid expire time in 'set' command");
        assertThat(say("SET k v PX -1")).isEqualTo("-ERR invalid expire time in 'set' command");
        assertThat(say("SET k v EX 9223372036854775807")).isEqualTo("-ERR invalid expire time in 'set' command");
        assertThat(say("SETEX k 0 v")).isEqualTo("-ERR invalid expire time in 'setex' command");
        assertThat(say("PSETEX k -5 v")).isEqualTo("-ERR invalid expire time in 'psetex' command");
        assertThat(say("SET k v EX x")).isEqualTo("-ERR value is not an integer or out of range");
        say("SET k v");
        assertThat(say("GETEX k EX 0")).isEqualTo("-ERR invalid expire time in 'getex' command");
    }

    @Test
    void theOlderFormsOfSetWork() {
        assertThat(say("SETNX k a")).isEqualTo("1");
        assertThat(say("SETNX k b")).isEqualTo("0");
        assertThat(say("SETEX k 5 c")).isEqualTo("OK");
        assertThat(say("TTL k")).isEqualTo("5");
        assertThat(say("PSETEX k 5 d")).isEqualTo("OK");
        assertThat(say("GETSET k e")).isEqualTo("\"d\"");
        assertThat(say("TTL k")).isEqualTo("-1");
        assertThat(say("GETDEL k")).isEqualTo("\"e\"");
        assertThat(say("GETDEL k")).isEqualTo("nil");
    }

    @Test
    void getexChangesTheTimeOnly() {
        say("SET k v");
        assertThat(say("GETEX k PX 100")).isEqualTo("\"v\"");
        assertThat(say("PTTL k")).isEqualTo("100");
        assertThat(say("GETEX k")).isEqualTo("\"v\"");
        assertThat(say("PTTL k")).isEqualTo("100");
        assertThat(say("GETEX k PERSIST")).isEqualTo("\"v\"");
        assertThat(say("PTTL k")).isEqualTo("-1");
        assertThat(say("GETEX k EXAT 1")).isEqualTo("\"v\"");
        assertThat(say("GETEX k")).isEqualTo("nil");
    }

    @Test
    void manyAreSetAtOnceOrNotAtAll() {
        assertThat(say("MSET a 1 b 2")).isEqualTo("OK");
        assertThat(say("MSETNX b 3 c 3")).isEqualTo("0");
        assertThat(say("MSETNX c 3 d 4")).isEqualTo("1");
        assertThat(say("MGET a b c d e")).isEqualTo("[\"1\", \"2\", \"3\", \"4\", nil]");
        assertThat(say("MSET a 1 b")).isEqualTo("-ERR wrong number of arguments for 'mset' command");
        assertThat(say("MSETNX a 1 b")).isEqualTo("-ERR wrong number of arguments for 'msetnx' command");
    }

    @Test
    void partsAreReadAndWritten() {
        assertThat(say("APPEND k Hello")).isEqualTo("5");
        assertThat(say("APPEND k World")).isEqualTo("10");
        assertThat(say("GETRANGE k 0 4")).isEqualTo("\"Hello\"");
        assertThat(say("GETRANGE k -5 -1")).isEqualTo("\"World\"");
        assertThat(say("GETRANGE k 3 1")).isEqualTo("\"\"");
        assertThat(say("GETRANGE k -100 100")).isEqualTo("\"HelloWorld\"");
        assertThat(say("SUBSTR k 1 2")).isEqualTo("\"el\"");
        assertThat(say("SETRANGE k 5 Redis")).isEqualTo("10");
        assertThat(say("SETRANGE p 2 x")).isEqualTo("3");
        assertThat(say("GET p")).isEqualTo("\"\0\0x\"");
        assertThat(say("SETRANGE none 5 ''")).isEqualTo("0");
        assertThat(say("EXISTS none")).isEqualTo("0");
        assertThat(say("SETRANGE k -1 x")).isEqualTo("-ERR offset is out of range");
    }

    @Test
    void aStringCannotBeBuiltLongerThanTheLimit() {
        String refusal = "-ERR string exceeds maximum allowed size (proto-max-bulk-len)";
        assertThat(say("SETRANGE k 999999 x")).isEqualTo("1000000");
        assertThat(say("APPEND k x")).isEqualTo(refusal);
        assertThat(say("SETRANGE k 1000000 x")).isEqualTo(refusal);
        assertThat(say("SETRANGE k 9223372036854775807 x")).isEqualTo(refusal);
    }

    @Test
    void aReplyOnItsWayDoesNotChangeWithTheValue() {
        say("SET k aaa");
        Reply reply = talk.send(Command.of("GET", "k"));
        say("SETRANGE k 1 b");

        assertThat(Talk.text(reply)).isEqualTo("\"aaa\"");
        assertThat(say("GET k")).isEqualTo("\"aba\"");
    }

    @Test
    void appendKeepsTheTime() {
        say("SET k v EX 10");
        say("APPEND k w");
        time.pass(Duration.ofSeconds(4));

        assertThat(say("TTL k")).isEqualTo("6");
    }
}
