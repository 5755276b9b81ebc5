package io.tapio.samples.kv.sortedset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.kv.FreshKv;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands as a person would try them, where no redis-server is there to compare with. */
class SortedSetsTest extends FreshKv {
    @BeforeEach
    void add() {
        say("ZADD z 1 a 2 b 2 bb 3 c");
    }

    @Test
    void membersHaveScoresAndRanks() {
        assertThat(say("ZCARD z")).isEqualTo("4");
        assertThat(say("ZSCORE z bb")).isEqualTo("2.0");
        assertThat(say("ZMSCORE z c none a")).isEqualTo("[3.0, nil, 1.0]");
        assertThat(say("ZRANK z bb")).isEqualTo("2");
        assertThat(say("ZREVRANK z bb")).isEqualTo("1");
        assertThat(say("ZRANK z none")).isEqualTo("nil");
        assertThat(say("ZREM z a none")).isEqualTo("1");
    }

    @Test
    void addingTakesConditions() {
        assertThat(say("ZADD z NX 9 a 9 new")).isEqualTo("1");
        assertThat(say("ZADD z XX CH 9 a 9 newer")).isEqualTo("1");
        assertThat(say("ZADD z GT CH 5 a 10 b")).isEqualTo("1");
        assertThat(say("ZADD z LT INCR 5 a")).isEqualTo("nil");
        assertThat(say("ZADD z INCR 0.1 a")).isEqualTo("9.1");
        assertThat(say("ZINCRBY z -inf a")).isEqualTo("-Infinity");
        assertThat(say("ZADD z NX GT 1 a"))
                .isEqualTo("-ERR GT, LT, and/or NX options at the same time are not compatible");
    }

    @Test
    void rangesAreByRankByScoreOrByBytes() {
        assertThat(say("ZRANGE z 1 -2")).isEqualTo("[\"b\", \"bb\"]");
        assertThat(say("ZRANGE z 0 0 REV WITHSCORES")).isEqualTo("[\"c\", 3.0]");
        assertThat(say("ZRANGE z (1 2 BYSCORE")).isEqualTo("[\"b\", \"bb\"]");
        assertThat(say("ZRANGEBYSCORE z -inf +inf LIMIT 1 2")).isEqualTo("[\"b\", \"bb\"]");
        assertThat(say("ZREVRANGEBYSCORE z +inf -inf LIMIT 1 2")).isEqualTo("[\"bb\", \"b\"]");
        assertThat(say("ZCOUNT z 2 (3")).isEqualTo("2");
        say("ZADD lex 0 a 0 b 0 c 0 d");
        assertThat(say("ZRANGEBYLEX lex (a [c")).isEqualTo("[\"b\", \"c\"]");
        assertThat(say("ZREVRANGEBYLEX lex + (b")).isEqualTo("[\"d\", \"c\"]");
        assertThat(say("ZLEXCOUNT lex - (c")).isEqualTo("2");
        assertThat(say("ZREMRANGEBYLEX lex [b [c")).isEqualTo("2");
        assertThat(say("ZRANGESTORE top z 0 1 REV")).isEqualTo("2");
        assertThat(say("ZRANGE top 0 -1")).isEqualTo("[\"bb\", \"c\"]");
    }

    @Test
    void endsArePopped() {
        assertThat(say("ZPOPMIN z")).isEqualTo("[\"a\", 1.0]");
        assertThat(say("ZPOPMAX z 2")).isEqualTo("[\"c\", 3.0, \"bb\", 2.0]");
        assertThat(say("ZMPOP 2 none z MAX COUNT 9")).isEqualTo("[\"z\", [[\"b\", 2.0]]]");
        assertThat(say("ZMPOP 1 z MIN")).isEqualTo("nil");
        assertThat(say("EXISTS z")).isEqualTo("0");
    }

    @Test
    void setsAreCombined() {
        say("ZADD y 10 b 20 d");
        say("SADD plain a d");

        assertThat(say("ZUNION 2 z y WITHSCORES WEIGHTS 1 0.5 AGGREGATE MAX"))
                .isEqualTo("[\"a\", 1.0, \"bb\", 2.0, \"c\", 3.0, \"b\", 5.0, \"d\", 10.0]");
        assertThat(say("ZINTER 2 z y WITHSCORES")).isEqualTo("[\"b\", 12.0]");
        assertThat(say("ZDIFF 2 z y")).isEqualTo("[\"a\", \"bb\", \"c\"]");
        assertThat(say("ZUNION 2 y plain WITHSCORES")).isEqualTo("[\"a\", 1.0, \"b\", 10.0, \"d\", 21.0]");
        assertThat(say("ZINTERCARD 2 z z LIMIT 3")).isEqualTo("3");
        assertThat(say("ZDIFFSTORE z 2 z z")).isEqualTo("0");
        assertThat(say("EXISTS z")).isEqualTo("0");
    }

    @Test
    void whatCancelsIsNothing() {
        say("ZADD plus inf a");
        say("ZADD minus -inf a");

        assertThat(say("ZUNION 2 plus minus WITHSCORES")).isEqualTo("[\"a\", 0.0]");
        assertThat(say("ZINTER 2 plus minus WITHSCORES")).isEqualTo("[\"a\", 0.0]");
        assertThat(say("ZUNION 1 plus WITHSCORES WEIGHTS 0")).isEqualTo("[\"a\", 0.0]");
    }

    @Test
    void aResultHasNoTimeToExpire() {
        say("SET old x EX 100");
        say("ZUNIONSTORE old 1 z");

        assertThat(say("TTL old")).isEqualTo("-1");
        assertThat(say("TYPE old")).isEqualTo("zset");
    }
}
