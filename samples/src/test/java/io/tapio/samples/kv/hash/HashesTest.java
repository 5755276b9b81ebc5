package io.tapio.samples.kv.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.FreshKv;
import io.tapio.samples.kv.Talk;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HashesTest extends FreshKv {
    @Test
    void fieldsAreSetAndFound() {
        assertThat(say("HSET h a 1 b 2")).isEqualTo("2");
        assertThat(say("HSET h b 3 c 4")).isEqualTo("1");
        assertThat(say("HMSET h d 5")).isEqualTo("OK");
        assertThat(say("HSETNX h d 6")).isEqualTo("0");
        assertThat(say("HSETNX h e 6")).isEqualTo("1");
        assertThat(say("HGET h b")).isEqualTo("\"3\"");
        assertThat(say("HMGET h a none")).isEqualTo("[\"1\", nil]");
        assertThat(say("HGETALL h"))
                .isEqualTo("{\"a\": \"1\", \"b\": \"3\", \"c\": \"4\", \"d\": \"5\", \"e\": \"6\"}");
        assertThat(say("HLEN h")).isEqualTo("5");
        assertThat(say("HEXISTS h e")).isEqualTo("1");
        assertThat(say("HSTRLEN h a")).isEqualTo("1");
        assertThat(say("HGET none a")).isEqualTo("nil");
        assertThat(say("HGETALL none")).isEqualTo("{}");
    }

    @Test
    void aHashWithoutFieldsIsGone() {
        say("HSET h a 1 b 2");
        assertThat(say("HDEL h a a none")).isEqualTo("1");
        assertThat(say("HDEL h b")).isEqualTo("1");
        assertThat(say("EXISTS h")).isEqualTo("0");
        assertThat(say("HDEL h b")).isEqualTo("0");
        assertThat(store().used()).isZero();
    }

    @Test
    void aHashThatHasGrownStaysAHashtable() {
        for (int i = 0; i < 512; i++) {
            say("HSET h f" + i + " v");
        }
        assertThat(say("OBJECT ENCODING h")).isEqualTo("\"listpack\"");
        say("HSET h f512 v");
        assertThat(say("OBJECT ENCODING h")).isEqualTo("\"hashtable\"");
        say("HDEL h f512 f511");
        assertThat(say("OBJECT ENCODING h")).isEqualTo("\"hashtable\"");
        say("COPY h copy");
        assertThat(say("OBJECT ENCODING copy")).isEqualTo("\"hashtable\"");

        say("HSET name " + "x".repeat(64) + " v");
        assertThat(say("OBJECT ENCODING name")).isEqualTo("\"listpack\"");
        say("HINCRBY name " + "x".repeat(65) + " 1");
        assertThat(say("OBJECT ENCODING name")).isEqualTo("\"hashtable\"");
    }

    @Test
    void memoryFollowsTheFields() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            String field = "f" + random.nextInt(600);
            say(random.nextInt(3) == 0 ? "HDEL h " + field : "HSET h " + field + " " + "v".repeat(random.nextInt(70)));
        }
        say("COPY h copy");
        long both = store().used();
        say("HMSET rest a 1");
        say("DEL rest h");

        assertThat(store().used()).as("seed %d", seed).isEqualTo(both / 2 + ("copy".length() - "h".length() + 1) / 2);
        Reply.Array names = (Reply.Array) talk.send(Command.of("HKEYS", "copy"));
        names.items().forEach(name -> talk.send(Command.of("HDEL", "copy", ((Reply.Bulk) name).text())));
        assertThat(store().used()).as("seed %d", seed).isZero();
    }

    @Test
    void numbersInFieldsAreAddedTo() {
        assertThat(say("HINCRBY h n 5")).isEqualTo("5");
        assertThat(say("HINCRBY h n -7")).isEqualTo("-2");
        assertThat(say("HINCRBYFLOAT h n 0.5")).isEqualTo("\"-1.5\"");
        assertThat(say("HINCRBY h n 1")).isEqualTo("-ERR hash value is not an integer");
        say("HSET h x x");
        assertThat(say("HINCRBYFLOAT h x 1")).isEqualTo("-ERR hash value is not a float");
        assertThat(say("HINCRBYFLOAT h x inf")).isEqualTo("-ERR value is NaN or Infinity");
        say("HSET h m 9223372036854775807");
        assertThat(say("HINCRBY h m 1")).isEqualTo("-ERR increment or decrement would overflow");
    }

    @Test
    void whatIsRefusedChangesNothing() {
        say("SET s v");
        long before = store().used();

        assertThat(say("HSET s a 1")).startsWith("-WRONGTYPE");
        assertThat(say("HGETALL s")).startsWith("-WRONGTYPE");
        assertThat(say("HSET h a 1 b")).isEqualTo("-ERR wrong number of arguments for 'hset' command");
        assertThat(say("HMSET h a 1 b")).isEqualTo("-ERR wrong number of arguments for 'hmset' command");
        assertThat(say("HINCRBY h a x")).isEqualTo("-ERR value is not an integer or out of range");
        assertThat(say("EXISTS h")).isEqualTo("0");
        assertThat(store().used()).isEqualTo(before);
    }

    @Test
    void aReplyOnItsWayDoesNotChangeWithTheHash() {
        say("HSET h a 1 b 2");
        List<Reply> replies = List.of(
                talk.send(Command.of("HGETALL", "h")),
                talk.send(Command.of("HRANDFIELD", "h", "-9", "WITHVALUES")),
                talk.send(Command.of("HVALS", "h")));
        List<String> before = replies.stream().map(Talk::text).toList();
        say("HSET h a 8 b 9 c 10");
        say("HDEL h a");

        assertThat(replies.stream().map(Talk::text)).isEqualTo(before);
    }

    @Test
    void aHashKeepsItsTimeWhenItChanges() {
        say("HSET h a 1");
        say("EXPIRE h 10");
        say("HSET h b 2");

        assertThat(say("TTL h")).isEqualTo("10");
    }

    @Test
    void hscanMeetsEveryFieldThatIsThereAllTheTime() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 600; i++) {
            say("HSET h stays" + i + " v goes" + i + " v");
        }
        Set<String> met = new HashSet<>();
        String cursor = "0";
        do {
            Reply.Array reply =
                    (Reply.Array) talk.send(Command.of("HSCAN", "h", cursor, "MATCH", "stays*", "COUNT", "7"));
            cursor = ((Reply.Bulk) reply.items().get(0)).text();
            ((Reply.Array) reply.items().get(1)).items().forEach(text -> met.add(((Reply.Bulk) text).text()));
            say("HDEL h goes" + random.nextInt(600) + " goes" + random.nextInt(600));
            say("HSET h comes" + random.nextInt(600) + " v");
        } while (!cursor.equals("0"));

        met.remove("v");
        assertThat(met).as("seed %d", seed).hasSize(600);
    }

    @Test
    void fieldsAreDrawnWithTheirOwnValues() {
        say("HSET h a 1 b 2 c 3");
        Reply.Array drawn = (Reply.Array) talk.send(Command.of("HRANDFIELD", "h", "-1000", "WITHVALUES"));

        assertThat(drawn.items()).hasSize(2000);
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i < 2000; i += 2) {
            pairs.add(Talk.text(drawn.items().get(i)) + Talk.text(drawn.items().get(i + 1)));
        }
        assertThat(pairs).containsExactlyInAnyOrder("\"a\"\"1\"", "\"b\"\"2\"", "\"c\"\"3\"");
    }
}
