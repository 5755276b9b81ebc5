package io.tapio.samples.kv.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.FreshKv;
import io.tapio.samples.kv.Talk;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListsTest extends FreshKv {
    @Test
    void bothEndsArePushedAndPopped() {
        assertThat(say("RPUSH l b c")).isEqualTo("2");
        assertThat(say("LPUSH l a z")).isEqualTo("4");
        assertThat(say("LRANGE l 0 -1")).isEqualTo("[\"z\", \"a\", \"b\", \"c\"]");
        assertThat(say("LPOP l")).isEqualTo("\"z\"");
        assertThat(say("RPOP l 2")).isEqualTo("[\"c\", \"b\"]");
        assertThat(say("LPOP l 5")).isEqualTo("[\"a\"]");
        assertThat(say("EXISTS l")).isEqualTo("0");
        assertThat(say("LPOP l")).isEqualTo("nil");
        assertThat(say("LPUSHX l a")).isEqualTo("0");
        assertThat(say("EXISTS l")).isEqualTo("0");
        assertThat(store().used()).isZero();
    }

    @Test
    void elementsAreFoundByIndexFromEitherEnd() {
        say("RPUSH l a b c d");

        assertThat(say("LINDEX l 1")).isEqualTo("\"b\"");
        assertThat(say("LINDEX l -1")).isEqualTo("\"d\"");
        assertThat(say("LINDEX l 4")).isEqualTo("nil");
        assertThat(say("LINDEX l -5")).isEqualTo("nil");
        assertThat(say("LRANGE l -3 2")).isEqualTo("[\"b\", \"c\"]");
        assertThat(say("LRANGE l 3 1")).isEqualTo("[]");
        assertThat(say("LRANGE l 0 9223372036854775807")).isEqualTo("[\"a\", \"b\", \"c\", \"d\"]");
        assertThat(say("LRANGE l -9223372036854775808 0")).isEqualTo("[\"a\"]");
    }

    @Test
    void elementsAreReplacedInsertedAndRemoved() {
        say("RPUSH l a b a c a");
        assertThat(say("LSET l 1 B")).isEqualTo("OK");
        assertThat(say("LSET l 5 x")).isEqualTo("-ERR index out of range");
        assertThat(say("LINSERT l AFTER B x")).isEqualTo("6");
        assertThat(say("LINSERT l BEFORE none x")).isEqualTo("-1");
        assertThat(say("LREM l -2 a")).isEqualTo("2");
        assertThat(say("LRANGE l 0 -1")).isEqualTo("[\"a\", \"B\", \"x\", \"c\"]");
        assertThat(say("LTRIM l 1 -2")).isEqualTo("OK");
        assertThat(say("LRANGE l 0 -1")).isEqualTo("[\"B\", \"x\"]");
        assertThat(say("LTRIM l 5 9")).isEqualTo("OK");
        assertThat(say("EXISTS l")).isEqualTo("0");
        assertThat(store().used()).isZero();
    }

    @Test
    void anElementMovesWholeFromOneListToAnother() {
        say("RPUSH a 1 2 3");
        assertThat(say("LMOVE a b RIGHT LEFT")).isEqualTo("\"3\"");
        assertThat(say("RPOPLPUSH a a")).isEqualTo("\"2\"");
        assertThat(say("LRANGE a 0 -1")).isEqualTo("[\"2\", \"1\"]");
        assertThat(say("RPOPLPUSH b b")).isEqualTo("\"3\"");
        assertThat(say("LLEN b")).isEqualTo("1");
        say("SET s v");
        assertThat(say("LMOVE a s LEFT LEFT")).startsWith("-WRONGTYPE");
        assertThat(say("LLEN a")).isEqualTo("2");
        assertThat(say("LMPOP 3 none b a LEFT COUNT 5")).isEqualTo("[\"b\", [\"3\"]]");
        assertThat(say("LMPOP 2 none b LEFT")).isEqualTo("nil");
        say("DEL a s");
        assertThat(store().used()).isZero();
    }

    @Test
    void memoryFollowsTheElements() {
        say("RPUSH l aaaa bbbb");
        long two = store().used();
        say("RPUSH l cccc aaaa dddd");
        say("LSET l 0 longer");
        say("LINSERT l BEFORE bbbb x");
        say("LREM l 0 x");
        say("LSET l 0 aaaa");
        say("LREM l 1 aaaa");
        say("LTRIM l 0 -2");
        say("LMOVE l l LEFT RIGHT");
        say("LPOP l");

        assertThat(say("LRANGE l 0 -1")).isEqualTo("[\"aaaa\", \"bbbb\"]");
        assertThat(store().used()).isEqualTo(two);
    }

    @Test
    void aReplyOnItsWayDoesNotChangeWithTheList() {
        say("RPUSH l a b c d");
        List<Reply> replies = List.of(
                talk.send(Command.of("LRANGE", "l", "0", "-1")),
                talk.send(Command.of("LINDEX", "l", "1")),
                talk.send(Command.of("LPOP", "l", "2")));
        List<String> before = replies.stream().map(Talk::text).toList();
        say("LSET l 0 x");
        say("LPUSH l y z");

        assertThat(replies.stream().map(Talk::text)).isEqualTo(before);
    }

    @Test
    void positionsAreCountedFromTheFront() {
        say("RPUSH l a b c a b a");

        assertThat(say("LPOS l b")).isEqualTo("1");
        assertThat(say("LPOS l a RANK -1")).isEqualTo("5");
        assertThat(say("LPOS l a RANK 2 COUNT 0")).isEqualTo("[3, 5]");
        assertThat(say("LPOS l a RANK -2 COUNT 2")).isEqualTo("[3, 0]");
        assertThat(say("LPOS l a COUNT 0 MAXLEN 4")).isEqualTo("[0, 3]");
        assertThat(say("LPOS l a RANK -9223372036854775808")).isEqualTo("5");
        assertThat(say("LPOS l none")).isEqualTo("nil");
        assertThat(say("LPOS none a COUNT 0")).isEqualTo("[]");
    }

    @Test
    void aCopyIsAListOfItsOwn() {
        say("RPUSH l a b");
        say("COPY l copy");
        say("RPUSH copy c");
        say("RENAME l moved");

        assertThat(say("LRANGE moved 0 -1")).isEqualTo("[\"a\", \"b\"]");
        assertThat(say("LRANGE copy 0 -1")).isEqualTo("[\"a\", \"b\", \"c\"]");
        assertThat(say("SCAN 0 TYPE list COUNT 100")).isEqualTo("[\"0\", [\"moved\", \"copy\"]]");
    }
}
