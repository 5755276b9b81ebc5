package io.tapio.samples.kv.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.FreshKv;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyspaceTest extends FreshKv {
    @Test
    void keysAreCountedAndDeletedOneByOne() {
        say("MSET a 1 b 2 c 3");

        assertThat(say("EXISTS a a none")).isEqualTo("2");
        assertThat(say("TOUCH a b none")).isEqualTo("2");
        assertThat(say("DEL a a none")).isEqualTo("1");
        assertThat(say("UNLINK b c")).isEqualTo("2");
        assertThat(say("DBSIZE")).isEqualTo("0");
        assertThat(store().used()).isZero();
    }

    @Test
    void aKeyHasAType() {
        say("SET k v");

        assertThat(say("TYPE k")).isEqualTo("string");
        assertThat(say("TYPE none")).isEqualTo("none");
    }

    @Test
    void aKeyIsRenamedWithItsTime() {
        say("SET a 1 EX 10");
        say("SET b 2");
        assertThat(say("RENAMENX a b")).isEqualTo("0");
        assertThat(say("RENAME a b")).isEqualTo("OK");
        assertThat(say("TTL b")).isEqualTo("10");
        assertThat(say("GET b")).isEqualTo("\"1\"");
        assertThat(say("RENAME b b")).isEqualTo("OK");
        assertThat(say("RENAMENX b b")).isEqualTo("0");
        assertThat(say("RENAMENX b c")).isEqualTo("1");
        assertThat(say("RENAME b d")).isEqualTo("-ERR no such key");
        assertThat(say("KEYS *")).isEqualTo("[\"c\"]");
    }

    @Test
    void aKeyIsCopiedAlsoToAnotherDatabase() {
        say("SET a 1 EX 10");
        assertThat(say("COPY a b")).isEqualTo("1");
        assertThat(say("COPY a b")).isEqualTo("0");
        say("SET b 2");
        assertThat(say("COPY a b REPLACE")).isEqualTo("1");
        assertThat(say("TTL b")).isEqualTo("10");
        assertThat(say("COPY a a")).isEqualTo("-ERR source and destination objects are the same");
        assertThat(say("COPY a a DB 3")).isEqualTo("1");
        assertThat(say("COPY a b DB 16")).isEqualTo("-ERR DB index is out of range");
        assertThat(say("COPY a b DB")).isEqualTo("-ERR syntax error");
        assertThat(say("COPY none b")).isEqualTo("0");
        say("SELECT 3");
        assertThat(say("KEYS *")).isEqualTo("[\"a\"]");
    }

    @Test
    void databasesAreFlushedOneOrAll() {
        say("SET a 1");
        say("SELECT 1");
        say("SET b 2");
        assertThat(say("FLUSHDB ASYNC")).isEqualTo("OK");
        assertThat(say("DBSIZE")).isEqualTo("0");
        say("SELECT 0");
        assertThat(say("DBSIZE")).isEqualTo("1");
        assertThat(say("FLUSHALL")).isEqualTo("OK");
        assertThat(say("DBSIZE")).isEqualTo("0");
        assertThat(say("FLUSHALL now")).isEqualTo("-ERR syntax error");
        assertThat(store().used()).isZero();
    }

    @Test
    void keysAreListedByPattern() {
        say("MSET hallo 1 hello 2 other 3");

        assertThat(say("KEYS h[^e]llo")).isEqualTo("[\"hallo\"]");
        assertThat(say("KEYS none*")).isEqualTo("[]");
    }

    @Test
    void scanMeetsEveryKeyThatIsThereAllTheTime() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            say("MSET stays" + i + " v goes" + i + " v");
        }
        Set<String> met = new HashSet<>();
        String cursor = "0";
        do {
            Reply.Array reply = (Reply.Array) talk.send(Command.of("SCAN", cursor, "MATCH", "stays*", "COUNT", "7"));
            cursor = ((Reply.Bulk) reply.items().get(0)).text();
            ((Reply.Array) reply.items().get(1)).items().forEach(key -> met.add(((Reply.Bulk) key).text()));
            say("DEL goes" + random.nextInt(500) + " goes" + random.nextInt(500));
            say("SET comes" + random.nextInt(500) + " v");
        } while (!cursor.equals("0"));

        assertThat(met).as("seed %d", seed).hasSize(500);
    }

    @Test
    void scanTakesOptions() {
        say("MSET a 1 b 2");

        assertThat(say("SCAN 0 TYPE string COUNT 1")).isEqualTo("[\"1\", [\"b\"]]");
        assertThat(say("SCAN 1")).isEqualTo("[\"0\", [\"a\"]]");
        assertThat(say("SCAN 0 TYPE hash")).isEqualTo("[\"0\", []]");
        assertThat(say("SCAN 18446744073709551615")).isEqualTo("[\"0\", [\"b\", \"a\"]]");
        assertThat(say("SCAN x")).isEqualTo("-ERR invalid cursor");
        assertThat(say("SCAN 0 COUNT 0")).isEqualTo("-ERR syntax error");
        assertThat(say("SCAN 0 COUNT")).isEqualTo("-ERR syntax error");
        assertThat(say("SCAN 0 COUNT x")).isEqualTo("-ERR value is not an integer or out of range");
    }
}
