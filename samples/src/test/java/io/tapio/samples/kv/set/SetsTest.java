package io.tapio.samples.kv.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.FreshKv;
import io.tapio.samples.kv.Talk;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SetsTest extends FreshKv {
    @Test
    void membersAreAddedAndRemovedOnce() {
        assertThat(say("SADD s a b a")).isEqualTo("2");
        assertThat(say("SADD s b c")).isEqualTo("1");
        assertThat(say("SCARD s")).isEqualTo("3");
        assertThat(say("SISMEMBER s a")).isEqualTo("1");
        assertThat(say("SMISMEMBER s a none")).isEqualTo("[1, 0]");
        assertThat(say("SREM s a a none")).isEqualTo("1");
        assertThat(say("SREM s b c")).isEqualTo("2");
        assertThat(say("EXISTS s")).isEqualTo("0");
        assertThat(say("SMEMBERS s")).isEqualTo("{}");
        assertThat(store().used()).isZero();
    }

    @Test
    void aSetOfNumbersStaysInOrderUntilItIsNoneAnyMore() {
        say("SADD s 10 9 -1");
        assertThat(say("SMEMBERS s")).isEqualTo("{\"-1\", \"9\", \"10\"}");
        assertThat(say("OBJECT ENCODING s")).isEqualTo("\"intset\"");
        say("SADD s 007");
        assertThat(say("OBJECT ENCODING s")).isEqualTo("\"hashtable\"");
        say("SREM s 007");
        assertThat(say("OBJECT ENCODING s")).isEqualTo("\"hashtable\"");

        String numbers = IntStream.range(0, 512).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        say("SADD large " + numbers);
        assertThat(say("OBJECT ENCODING large")).isEqualTo("\"intset\"");
        say("SADD large 512");
        assertThat(say("OBJECT ENCODING large")).isEqualTo("\"hashtable\"");
        say("SUNIONSTORE copy s none");
        assertThat(say("OBJECT ENCODING copy")).isEqualTo("\"intset\"");
    }

    @Test
    void setsAreCombined() {
        say("SADD a 1 2 3");
        say("SADD b 2 3 4");
        assertThat(say("SINTER a b")).isEqualTo("{\"2\", \"3\"}");
        assertThat(say("SINTER a none b")).isEqualTo("{}");
        assertThat(say("SUNION a none b")).isEqualTo("{\"1\", \"2\", \"3\", \"4\"}");
        assertThat(say("SDIFF a none b")).isEqualTo("{\"1\"}");
        assertThat(say("SDIFF none a")).isEqualTo("{}");
        assertThat(say("SINTERCARD 2 a b")).isEqualTo("2");
        assertThat(say("SINTERCARD 2 a b LIMIT 1")).isEqualTo("1");
        assertThat(say("SINTERSTORE b a b")).isEqualTo("2");
        assertThat(say("SMEMBERS b")).isEqualTo("{\"2\", \"3\"}");
    }

    @Test
    void aStoredResultTakesThePlaceOfWhateverWasThere() {
        say("SET s v EX 10");
        say("SADD a 1");
        assertThat(say("SUNIONSTORE s a")).isEqualTo("1");
        assertThat(say("TTL s")).isEqualTo("-1");
        assertThat(say("SDIFFSTORE s a a")).isEqualTo("0");
        assertThat(say("EXISTS s")).isEqualTo("0");
        say("SET s v");
        assertThat(say("SUNIONSTORE a s a")).startsWith("-WRONGTYPE");
        assertThat(say("SMEMBERS a")).isEqualTo("{\"1\"}");
    }

    @Test
    void aMemberMovesToAnotherSet() {
        say("SADD a x y");
        assertThat(say("SMOVE a b x")).isEqualTo("1");
        assertThat(say("SMOVE a b x")).isEqualTo("0");
        assertThat(say("SMOVE a a y")).isEqualTo("1");
        assertThat(say("SMOVE a b y")).isEqualTo("1");
        assertThat(say("EXISTS a")).isEqualTo("0");
        assertThat(say("SCARD b")).isEqualTo("2");
        say("DEL b");
        assertThat(store().used()).isZero();
    }

    @Test
    void whatIsPoppedWasThereAndIsNotAnyMore() {
        say("SADD s a b c d e");
        Set<String> left = new HashSet<>(Set.of("a", "b", "c", "d", "e"));
        assertThat(left.remove(text(talk.send(Command.of("SPOP", "s"))))).isTrue();
        items("SPOP", "s", "2")
                .forEach(popped -> assertThat(left.remove(text(popped))).isTrue());
        items("SMEMBERS", "s")
                .forEach(member -> assertThat(left.remove(text(member))).isTrue());
        assertThat(left).isEmpty();
        assertThat(items("SPOP", "s", "5")).hasSize(2);
        assertThat(say("SPOP s")).isEqualTo("nil");
        assertThat(store().used()).isZero();
    }

    @Test
    void membersAreDrawnWithAndWithoutRepetition() {
        say("SADD s a b c d e");

        assertThat(items("SRANDMEMBER", "s", "3")).hasSize(3).doesNotHaveDuplicates();
        assertThat(items("SRANDMEMBER", "s", "9")).hasSize(5).doesNotHaveDuplicates();
        assertThat(new HashSet<>(items("SRANDMEMBER", "s", "-1000"))).hasSize(5);
        assertThat(say("SRANDMEMBER s 0")).isEqualTo("[]");
        assertThat(say("SCARD s")).isEqualTo("5");
    }

    @Test
    void moreMayBeDrawnThanThereIsMemoryFor() {
        say("SADD s a b c");
        List<Reply> drawn = items("SRANDMEMBER", "s", "-2000000000");
        Reply last = drawn.get(1_999_999_999);
        say("DEL s");

        assertThat(drawn).hasSize(2_000_000_000);
        assertThat(drawn.get(1_999_999_999)).isEqualTo(last);
        assertThat(say("SADD s a")).isEqualTo("1");
        assertThat(say("SRANDMEMBER s -3000000000")).isEqualTo("-ERR value is out of range");
    }

    @Test
    void aReplyOnItsWayDoesNotChangeWithTheSet() {
        say("SADD s a b c");
        List<Reply> replies =
                List.of(talk.send(Command.of("SMEMBERS", "s")), talk.send(Command.of("SRANDMEMBER", "s", "-9")));
        List<String> before = replies.stream().map(Talk::text).toList();
        say("SREM s a b");
        say("SADD s d");

        assertThat(replies.stream().map(Talk::text)).isEqualTo(before);
    }

    @Test
    void sscanMeetsEveryMemberThatIsThereAllTheTime() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            say("SADD s stays" + i + " goes" + i);
        }
        Set<String> met = new HashSet<>();
        String cursor = "0";
        do {
            List<Reply> reply = items("SSCAN", "s", cursor, "MATCH", "stays*", "COUNT", "7");
            cursor = text(reply.get(0));
            ((Reply.Array) reply.get(1)).items().forEach(member -> met.add(text(member)));
            say("SREM s goes" + random.nextInt(500) + " goes" + random.nextInt(500));
            say("SADD s comes" + random.nextInt(500));
        } while (!cursor.equals("0"));

        assertThat(met).as("seed %d", seed).hasSize(500);
    }

    private List<Reply> items(String name, String... arguments) {
        Reply reply = talk.send(Command.of(name, arguments));
        return reply instanceof Reply.Set set ? set.items() : ((Reply.Array) reply).items();
    }

    private static String text(Reply bulk) {
        return ((Reply.Bulk) bulk).text();
    }
}
