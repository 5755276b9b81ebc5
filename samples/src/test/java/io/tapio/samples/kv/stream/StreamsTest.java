package io.tapio.samples.kv.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.FreshKv;
import io.tapio.samples.kv.Talk;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsTest extends FreshKv {
    @Test
    void anIdIsTheTimeOrTheNextIfTheClockIsBehind() {
        long now = time.millis();
        assertThat(say("XADD s * a 1")).isEqualTo("\"" + now + "-0\"");
        assertThat(say("XADD s * a 1")).isEqualTo("\"" + now + "-1\"");
        time.pass(Duration.ofMillis(2));
        assertThat(say("XADD s * a 1")).isEqualTo("\"" + (now + 2) + "-0\"");
        assertThat(say("XADD s 99999999999999-5 a 1")).isEqualTo("\"99999999999999-5\"");
        assertThat(say("XADD s * a 1")).isEqualTo("\"99999999999999-6\"");
        assertThat(say("XADD s 99999999999999-* a 1")).isEqualTo("\"99999999999999-7\"");
        assertThat(say("XADD s 5-* a 1"))
                .isEqualTo("-ERR The ID specified in XADD is equal or smaller than the target stream top item");
    }

    @Test
    void idsComeToAnEnd() {
        say("XADD s 18446744073709551615-18446744073709551615 a 1");
        String refusal = "-ERR The stream has exhausted the last possible ID, unable to add more items";

        assertThat(say("XADD s * a 1")).isEqualTo(refusal);
        assertThat(say("XADD s 18446744073709551615-* a 1")).isEqualTo(refusal);
        assertThat(say("XREAD STREAMS s $")).isEqualTo("nil");
        assertThat(say("XRANGE s (18446744073709551615-18446744073709551615 +"))
                .isEqualTo("-ERR invalid start ID for the interval");
    }

    @Test
    void entriesAreReadInBothDirections() {
        add(3);

        assertThat(say("XRANGE s - + COUNT 2")).isEqualTo("[[\"1-0\", [\"n\", \"1\"]], [\"2-0\", [\"n\", \"2\"]]]");
        assertThat(say("XREVRANGE s + (1")).isEqualTo("[[\"3-0\", [\"n\", \"3\"]], [\"2-0\", [\"n\", \"2\"]]]");
        assertThat(say("XREAD COUNT 1 STREAMS none s 0 1")).isEqualTo("[[\"s\", [[\"2-0\", [\"n\", \"2\"]]]]]");
        assertThat(say("XREAD STREAMS s 3-0")).isEqualTo("nil");
        assertThat(say("XLEN s")).isEqualTo("3");
    }

    @Test
    void aStreamIsTrimmedToALengthOrAnId() {
        add(10);

        assertThat(say("XTRIM s MAXLEN 8")).isEqualTo("2");
        assertThat(say("XTRIM s MINID = 5")).isEqualTo("2");
        assertThat(say("XADD s MAXLEN 3 11 n 11")).isEqualTo("\"11-0\"");
        assertThat(say("XLEN s")).isEqualTo("3");
        assertThat(say("XRANGE s - + COUNT 1")).isEqualTo("[[\"9-0\", [\"n\", \"9\"]]]");
    }

    @Test
    void approximateTrimmingStopsAtItsLimit() {
        add(10);

        assertThat(say("XTRIM s MAXLEN ~ 2 LIMIT 3")).isEqualTo("3");
        assertThat(say("XTRIM s MINID ~ 9 LIMIT 1")).isEqualTo("1");
        assertThat(say("XTRIM s MAXLEN ~ 2 LIMIT 0")).isEqualTo("4");
    }

    @Test
    void approximateTrimmingTakesTenThousandAtOnce() {
        add(10_005);

        assertThat(say("XTRIM s MAXLEN ~ 0")).isEqualTo("10000");
        assertThat(say("XTRIM s MAXLEN ~ 0")).isEqualTo("5");
    }

    @Test
    void aStreamStaysWhenItIsEmpty() {
        add(2);
        say("XDEL s 1 2");

        assertThat(say("EXISTS s")).isEqualTo("1");
        assertThat(say("XADD s 2-0 n 2"))
                .isEqualTo("-ERR The ID specified in XADD is equal or smaller than the target stream top item");
        assertThat(say("XADD none NOMKSTREAM * n 2")).isEqualTo("nil");
        assertThat(say("EXISTS none")).isEqualTo("0");
    }

    @Test
    void whatAStreamRemembersIsToldAndSet() {
        add(3);
        say("XDEL s 2");
        assertThat(say("XINFO STREAM s"))
                .isEqualTo("{\"length\": 2, \"radix-tree-keys\": 1, \"radix-tree-nodes\": 2,"
                        + " \"last-generated-id\": \"3-0\", \"max-deleted-entry-id\": \"2-0\", \"entries-added\": 3,"
                        + " \"recorded-first-entry-id\": \"1-0\", \"groups\": 0,"
                        + " \"first-entry\": [\"1-0\", [\"n\", \"1\"]], \"last-entry\": [\"3-0\", [\"n\", \"3\"]]}");

        assertThat(say("XSETID s 9-9 ENTRIESADDED 100 MAXDELETEDID 7")).isEqualTo("OK");
        assertThat(say("XINFO STREAM s"))
                .contains("\"last-generated-id\": \"9-9\"", "\"entries-added\": 100", "\"7-0\"");
        assertThat(say("XADD s 9-* n 4")).isEqualTo("\"9-10\"");
    }

    @Test
    void memoryFollowsEntriesThatComeAndGo() {
        say("XADD s 1 n 1");
        long one = store().used();
        say("XADD s 2 n " + "x".repeat(1000));
        assertThat(store().used()).isGreaterThan(one + 1000);

        say("XDEL s 2");
        assertThat(store().used()).isEqualTo(one);

        say("XADD s 3 a 1 b 2");
        say("XTRIM s MAXLEN 0");
        assertThat(store().used()).isLessThan(one);

        say("DEL s");
        assertThat(store().used()).isZero();
    }

    @Test
    void aReplyOnItsWayAndACopyDoNotChangeWithTheStream() {
        add(2);
        say("COPY s copied");
        Reply range = talk.send(Command.of("XRANGE", "s", "-", "+"));
        say("XTRIM s MAXLEN 0");
        say("XADD s 5 n 5");

        assertThat(Talk.text(range)).isEqualTo("[[\"1-0\", [\"n\", \"1\"]], [\"2-0\", [\"n\", \"2\"]]]");
        assertThat(say("XRANGE copied - +")).isEqualTo(Talk.text(range));
        assertThat(say("XADD copied 2-* n 3")).isEqualTo("\"2-1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XREAD BLOCK 0 STREAMS s $", "XREAD COUNT 1 BLOCK 100 STREAMS s 0"})
    void nobodyWaitsForEntries(String line) {
        assertThat(say(line)).isEqualTo("-ERR XREAD does not wait here: BLOCK is not supported");
    }

    private void add(int entries) {
        for (int i = 1; i <= entries; i++) {
            say("XADD s " + i + " n " + i);
        }
    }
}
