package io.tapio.samples.kv.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.kv.FreshKv;
import io.tapio.samples.kv.Talk;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpiryTest extends FreshKv {
    @Test
    void aKeyIsThereUntilItsTime() {
        say("SET k v PX 100");
        time.passUnnoticed(Duration.ofMillis(99));
        assertThat(say("GET k")).isEqualTo("\"v\"");
        time.passUnnoticed(Duration.ofMillis(1));

        assertThat(say("GET k")).isEqualTo("nil");
        assertThat(say("EXISTS k")).isEqualTo("0");
        assertThat(say("TTL k")).isEqualTo("-2");
        assertThat(say("DBSIZE")).isEqualTo("0");
    }

    @Test
    void anExpiredKeyIsNotSeenByAnyCommand() {
        say("MSET a 1 b 2");
        say("PEXPIRE a 10");
        time.passUnnoticed(Duration.ofMillis(10));

        assertThat(say("KEYS *")).isEqualTo("[\"b\"]");
        assertThat(say("RANDOMKEY")).isEqualTo("\"b\"");
        say("PEXPIRE b 10");
        time.passUnnoticed(Duration.ofMillis(10));
        assertThat(say("RANDOMKEY")).isEqualTo("nil");
        assertThat(say("SETNX b 3")).isEqualTo("1");
        assertThat(say("TTL b")).isEqualTo("-1");
    }

    @Test
    void timesAreToldInSecondsAndMilliseconds() {
        say("SET k v");
        assertThat(say("TTL k")).isEqualTo("-1");
        assertThat(say("EXPIRE k 100")).isEqualTo("1");
        time.pass(Duration.ofMillis(600));
        assertThat(say("TTL k")).isEqualTo("99");
        assertThat(say("PTTL k")).isEqualTo("99400");
        assertThat(say("PEXPIRETIME k")).isEqualTo(Long.toString(time.millis() + 99_400));
        assertThat(say("EXPIRETIME k")).isEqualTo(Long.toString((time.millis() + 99_400 + 500) / 1000));
        assertThat(say("PERSIST k")).isEqualTo("1");
        assertThat(say("PERSIST k")).isEqualTo("0");
        assertThat(say("EXPIRETIME k")).isEqualTo("-1");
    }

    @Test
    void aTimeThatHasPassedRemovesTheKey() {
        say("MSET a 1 b 2 c 3");

        assertThat(say("EXPIRE a 0")).isEqualTo("1");
        assertThat(say("PEXPIRE b -1")).isEqualTo("1");
        assertThat(say("EXPIREAT c 1")).isEqualTo("1");
        assertThat(say("PEXPIREAT c 1")).isEqualTo("0");
        assertThat(say("DBSIZE")).isEqualTo("0");
    }

    @Test
    void aTimeMayDependOnTheOneThatIsThere() {
        say("SET k v");
        assertThat(say("EXPIRE k 10 XX")).isEqualTo("0");
        assertThat(say("EXPIRE k 10 GT")).isEqualTo("0");
        assertThat(say("EXPIRE k 10 LT")).isEqualTo("1");
        assertThat(say("EXPIRE k 20 NX")).isEqualTo("0");
        assertThat(say("EXPIRE k 20 LT")).isEqualTo("0");
        assertThat(say("EXPIRE k 20 gt xx")).isEqualTo("1");
        assertThat(say("TTL k")).isEqualTo("20");
        assertThat(say("EXPIRE k 10 NX XX"))
                .isEqualTo("-ERR NX and XX, GT or LT options at the same time are not compatible");
        assertThat(say("EXPIRE k 10 GT LT")).isEqualTo("-ERR GT and LT options at the same time are not compatible");
        assertThat(say("EXPIRE k 10 soon")).isEqualTo("-ERR Unsupported option soon");
    }

    @Test
    void aTimeOutOfRangeIsRefused() {
        assertThat(say("EXPIRE k 9223372036854775807")).isEqualTo("-ERR invalid expire time in 'expire' command");
        assertThat(say("EXPIREAT k -9223372036854775807")).isEqualTo("-ERR invalid expire time in 'expireat' command");
        assertThat(say("PEXPIRE k 9223372036854775807")).isEqualTo("-ERR invalid expire time in 'pexpire' command");
        assertThat(say("PEXPIREAT k 9223372036854775807")).isEqualTo("0");
    }

    @Test
    void expiredKeysThatNobodyAsksForAreRemovedInSteps() {
        for (int i = 0; i < 1200; i++) {
            say("SET key" + i + " v PX 50");
        }
        long full = store().used();

        time.pass(Duration.ofMillis(100));
        assertThat(store().database(0).size()).isEqualTo(700);
        time.pass(Duration.ofMillis(10));

        assertThat(store().database(0).size()).isZero();
        assertThat(store().used()).isZero();
        assertThat(full).isPositive();
        assertThat(store().expired()).isEqualTo(1200);
    }

    @Test
    void nothingIsScheduledUnlessAKeyCanExpire() {
        say("SET k v");
        assertThat(time.scheduled()).isZero();
        say("EXPIRE k 1");
        say("SET other v EX 1");
        assertThat(time.scheduled()).isEqualTo(1);
        say("PERSIST k");
        time.pass(Duration.ofSeconds(2));

        assertThat(time.scheduled()).isZero();
        assertThat(say("DBSIZE")).isEqualTo("1");
    }

    @Test
    void nothingIsScheduledWhenNobodyIsConnected() {
        say("SET k v EX 1000");
        talk.close();
        time.pass(Duration.ofSeconds(1));

        assertThat(time.scheduled()).isZero();
        new Talk(kv, time).say("PING");
        assertThat(time.scheduled()).isEqualTo(1);
    }
}
