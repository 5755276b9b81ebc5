package io.tapio.samples.kv.sortedset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.FreshKv;
import io.tapio.samples.kv.Talk;
import io.tapio.samples.kv.data.Entry;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The value, by way of the commands. */
class SortedSetTest extends FreshKv {
    @Test
    void aSetIsEncodedAsInRedis() {
        for (int i = 0; i < 128; i++) {
            say("ZADD z " + i + " m" + i);
        }
        assertThat(encoding("z")).isEqualTo("listpack");

        say("ZADD z 0 another");
        assertThat(encoding("z")).isEqualTo("skiplist");

        say("ZREM z another m1 m2");
        assertThat(encoding("z")).isEqualTo("skiplist");

        say("ZADD long 1 " + "x".repeat(64));
        assertThat(encoding("long")).isEqualTo("listpack");

        say("ZADD long 1 " + "x".repeat(65));
        assertThat(encoding("long")).isEqualTo("skiplist");
    }

    @Test
    void whatIsStoredAnewIsEncodedByItsSize() {
        for (int i = 0; i < 200; i++) {
            say("ZADD z " + i + " m" + i);
        }
        say("ZRANGESTORE few z 0 9");
        say("ZINTERSTORE few2 2 z few");
        say("ZUNIONSTORE many 1 z");
        say("COPY z copied");

        assertThat(encoding("few")).isEqualTo("listpack");
        assertThat(encoding("few2")).isEqualTo("listpack");
        assertThat(encoding("many")).isEqualTo("skiplist");
        assertThat(encoding("copied")).isEqualTo("skiplist");
    }

    @Test
    void memoryFollowsMembersThatComeAndGo() {
        say("ZADD z 1 a");
        long one = store().used();
        say("ZADD z 2 bb 3 ccc");
        assertThat(store().used()).isGreaterThan(one + 200);

        say("ZADD z 5 bb");
        say("ZPOPMAX z");
        say("ZREMRANGEBYSCORE z 2 inf");
        assertThat(store().used()).isEqualTo(one);

        say("ZREM z a");
        assertThat(store().used()).isZero();
        assertThat(say("EXISTS z")).isEqualTo("0");
    }

    @Test
    void aReplyOnItsWayDoesNotChangeWithTheSet() {
        say("ZADD z 1 a 2 b 3 c");
        Reply range = talk.send(Command.of("ZRANGE", "z", "0", "-1", "WITHSCORES"));
        Reply drawn = talk.send(Command.of("ZRANDMEMBER", "z", "-1000", "WITHSCORES"));
        String before = Talk.text(drawn);
        say("ZADD z 7 a 8 d");
        say("ZREM z b");

        assertThat(Talk.text(range)).isEqualTo("[\"a\", 1.0, \"b\", 2.0, \"c\", 3.0]");
        assertThat(Talk.text(drawn)).isEqualTo(before);
    }

    @Test
    void aCopyGoesItsOwnWay() {
        say("ZADD z 1 a 2 b");
        say("COPY z y");
        say("ZADD z 5 a");
        say("ZREM z b");

        assertThat(say("ZRANGE y 0 -1 WITHSCORES")).isEqualTo("[\"a\", 1.0, \"b\", 2.0]");
    }

    @Test
    void anAddThatIsRefusedChangesNothing() {
        say("ZADD z inf a");
        long used = store().used();

        assertThat(say("ZADD z 1 b x c")).isEqualTo("-ERR value is not a valid float");
        assertThat(say("ZADD z INCR -inf a")).isEqualTo("-ERR resulting score is not a number (NaN)");
        assertThat(say("ZINCRBY new nan a")).isEqualTo("-ERR value is not a valid float");
        assertThat(say("ZADD new XX 1 a")).isEqualTo("0");
        assertThat(say("ZRANGE z 0 -1 WITHSCORES")).isEqualTo("[\"a\", Infinity]");
        assertThat(say("EXISTS new")).isEqualTo("0");
        assertThat(store().used()).isEqualTo(used);
    }

    @Test
    void whatChangesNothingTouchesNoKey() {
        say("ZADD z 1 a 2 b");
        StringBuilder touched = new StringBuilder();
        store().onTouch((database, key) -> touched.append(new String(key.bytes(), ISO_8859_1)));

        say("ZADD z 1 a");
        say("ZADD z NX 5 a");
        say("ZADD z GT 1 a");
        say("ZREM z c");
        say("ZREMRANGEBYRANK z 5 9");
        say("ZPOPMIN z 0");
        say("ZADD none XX 1 a");
        assertThat(touched).isEmpty();

        say("ZADD z 3 a");
        assertThat(touched).hasToString("z");
    }

    private String encoding(String key) {
        Entry entry = store().database(0).find(key.getBytes(ISO_8859_1));
        return Objects.requireNonNull(entry).value().encoding();
    }
}
