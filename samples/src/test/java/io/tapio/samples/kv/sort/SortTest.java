package io.tapio.samples.kv.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.kv.FreshKv;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SortTest extends FreshKv {
    @BeforeEach
    void fill() {
        say("RPUSH l 3 1 2 10 -5");
        say("MSET w_1 9 w_2 8 w_3 7 w_10 6");
        say("HSET h_1 f x");
        say("HSET h_2 f y");
    }

    @Test
    void elementsAreSortedAsNumbersOrAsTexts() {
        assertThat(say("SORT l")).isEqualTo("[\"-5\", \"1\", \"2\", \"3\", \"10\"]");
        assertThat(say("SORT l DESC LIMIT 1 2")).isEqualTo("[\"3\", \"2\"]");
        assertThat(say("SORT l ALPHA")).isEqualTo("[\"-5\", \"1\", \"10\", \"2\", \"3\"]");
        assertThat(say("SORT l LIMIT -5 9223372036854775807")).isEqualTo("[\"-5\", \"1\", \"2\", \"3\", \"10\"]");
        assertThat(say("SORT none")).isEqualTo("[]");
        say("RPUSH l x");
        assertThat(say("SORT l")).isEqualTo("-ERR One or more scores can't be converted into double");
        say("SET s v");
        assertThat(say("SORT s")).startsWith("-WRONGTYPE");
    }

    @Test
    void elementsAreSortedByWhatBelongsToThem() {
        assertThat(say("SORT l BY w_*")).isEqualTo("[\"-5\", \"10\", \"3\", \"2\", \"1\"]");
        assertThat(say("SORT l BY h_*->f ALPHA LIMIT 3 2")).isEqualTo("[\"1\", \"2\"]");
        assertThat(say("SORT l LIMIT 0 2 GET # GET w_* GET h_*->f"))
                .isEqualTo("[\"-5\", nil, nil, \"1\", \"9\", \"x\"]");
        assertThat(say("SORT l BY nosort DESC")).isEqualTo("[\"-5\", \"10\", \"2\", \"1\", \"3\"]");
    }

    @Test
    void whatWasSortedCanBeStored() {
        assertThat(say("SORT l GET w_* STORE d")).isEqualTo("5");
        assertThat(say("LRANGE d 0 -1")).isEqualTo("[\"\", \"9\", \"8\", \"7\", \"6\"]");
        assertThat(say("SORT l STORE l")).isEqualTo("5");
        assertThat(say("LRANGE l 0 -1")).isEqualTo("[\"-5\", \"1\", \"2\", \"3\", \"10\"]");
        assertThat(say("SORT none STORE d")).isEqualTo("0");
        assertThat(say("EXISTS d")).isEqualTo("0");
        assertThat(say("SORT_RO l STORE d")).isEqualTo("-ERR syntax error");
    }

    @Test
    void aSetIsStoredInAnOrderThatCanBeTold() {
        say("SADD s c a b");

        assertThat(say("SORT s BY nosort STORE d")).isEqualTo("3");
        assertThat(say("LRANGE d 0 -1")).isEqualTo("[\"a\", \"b\", \"c\"]");
    }

    @Test
    void numbersAreReadAsInC() {
        say("RPUSH n 0x10 1.5 1e2 inf -inf -0 0 +3 .5 0x.8p1");

        assertThat(say("SORT n"))
                .isEqualTo(
                        "[\"-inf\", \"-0\", \"0\", \".5\", \"0x.8p1\", \"1.5\", \"+3\", \"0x10\", \"1e2\", \"inf\"]");
        for (String none : new String[] {"nan", "1d", "1e400", "0x", "1_0", "--1"}) {
            say("RPUSH n " + none);
            assertThat(say("SORT n")).as(none).startsWith("-ERR One or more scores");
            say("RPOP n");
        }
    }
}
