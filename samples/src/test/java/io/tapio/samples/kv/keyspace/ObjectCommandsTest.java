package io.tapio.samples.kv.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.kv.FreshKv;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ObjectCommandsTest extends FreshKv {
    @Test
    void valuesTellHowRedisWouldKeepThem() {
        say("SET s 12");
        say("HSET h f v");
        say("RPUSH l a");
        say("SADD n 1");

        assertThat(say("OBJECT ENCODING s")).isEqualTo("\"int\"");
        assertThat(say("OBJECT ENCODING h")).isEqualTo("\"listpack\"");
        assertThat(say("OBJECT ENCODING l")).isEqualTo("\"quicklist\"");
        assertThat(say("OBJECT ENCODING n")).isEqualTo("\"intset\"");
        assertThat(say("OBJECT REFCOUNT h")).isEqualTo("1");
        assertThat(say("OBJECT FREQ h")).startsWith("-ERR An LFU maxmemory policy is not selected");
        assertThat(say("OBJECT ENCODING none")).isEqualTo("nil");
        assertThat(say("OBJECT FREQ none")).isEqualTo("nil");
        assertThat(say("OBJECT FOO k")).isEqualTo("-ERR unknown subcommand 'FOO'. Try OBJECT HELP.");
        assertThat(say("OBJECT HELP")).contains("ENCODING", "IDLETIME");
    }

    @Test
    void aKeyIsIdleUntilItIsUsed() {
        say("SET s v");
        time.pass(Duration.ofSeconds(90));
        for (String look : new String[] {"TYPE s", "TTL s", "PTTL s", "EXISTS s", "SCAN 0", "OBJECT ENCODING s"}) {
            say(look);
            assertThat(say("OBJECT IDLETIME s")).as(look).isEqualTo("90");
        }
        for (String use : new String[] {"GET s", "TOUCH s", "SET s w", "APPEND s x", "EXPIRE s 1000"}) {
            say(use);
            assertThat(say("OBJECT IDLETIME s")).as(use).isEqualTo("0");
            time.pass(Duration.ofSeconds(5));
        }
        assertThat(say("OBJECT IDLETIME s")).isEqualTo("5");
    }
}
