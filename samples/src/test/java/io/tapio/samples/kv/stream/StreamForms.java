package io.tapio.samples.kv.stream;

import io.tapio.samples.kv.Forms;
import java.util.stream.IntStream;
import java.util.stream.Stream;

public final class StreamForms {
    /**
     * The stream "ahead" has ids from the future, so that {@code *} is the next one on both servers. Those named "tiny"
     * are deleted so often that Redis keeps them in one node, of which XINFO tells. What {@code ~} trims is each
     * server's own, so that there is nothing to trim where it is used.
     */
    public static final Forms FORMS = Forms.withKeys("x")
            .letter("ahead", "ahead0", "ahead1")
            .letter("tiny", "tiny0", "tiny1", "tiny2")
            .letter("d", ids())
            .letter("late", "300-*")
            .letter("future", "99999999999999-*")
            .letter(
                    "r",
                    "-",
                    "+",
                    "0",
                    "1",
                    "3",
                    "(3",
                    "5-1",
                    "(5-1",
                    "100",
                    "(150",
                    "200",
                    "250-0",
                    "300",
                    "x",
                    "",
                    "(",
                    "(-",
                    "(0-0",
                    "(18446744073709551615-18446744073709551615",
                    "1-2-3",
                    "1-*",
                    "$")
            .letter("l", "0", "1", "2", "3", "5", "10", "-1", "x")
            .letter("c", "maxlen", "minid", "limit", "nomkstream", "=", "count", "nonsense")
            .same("""
            xadd k d v v, xadd k d v v, xadd k d v v v v, xadd k d v, xadd k d v v v, xadd k late v v,
            xadd k late v v v v, xadd k late v*40, xadd k nomkstream d v v, xadd k maxlen l d v v,
            xadd k maxlen = l d v v, xadd k minid d d v v, xadd k minid = d d v v, xadd k maxlen ~ 1000 late v v,
            xadd k maxlen ~ 1000 limit l late v v, xadd k minid ~ 0 limit l late v v, xadd k maxlen l limit l d v v,
            xadd k limit l d v v, xadd k maxlen l minid d d v v, xadd k nomkstream maxlen l d v v, xadd k c l d v v,
            xadd k c c l d v v, xadd k maxlen l, xadd k maxlen, xadd k c c c, xlen k, xrange k r r,
            xrange k r r count l, xrange k r r count l count l, xrange k r r c l, xrange k - + count 5, xrange k - +,
            xrevrange k r r, xrevrange k r r count l, xrevrange k + - count 5, xdel k d, xdel k d d d, xdel k r,
            xtrim k maxlen l, xtrim k maxlen = l, xtrim k minid d, xtrim k minid = r, xtrim k maxlen ~ 1000,
            xtrim k maxlen ~ 1000 limit l, xtrim k maxlen l limit l, xtrim k c l, xtrim k c c l, xtrim k c l c l,
            xread streams k d, xread streams k k d d, xread count l streams k k r r, xread streams k $,
            xread streams k k d, xread count l streams k, xread noack streams k d, xread group v v streams k d,
            xread c l streams k d, xread count 2 count l streams k d, xread streams k >, xread streams k k k r r r,
            xsetid k d, xsetid k r, xsetid k 300, xsetid k d entriesadded l, xsetid k d maxdeletedid d,
            xsetid k d entriesadded # maxdeletedid d, xsetid k d entriesadded # maxdeletedid 0, xsetid k d o l,
            xadd ahead future v v, xadd ahead nomkstream * v v, xadd ahead nomkstream maxlen 3 * v v v v,
            xadd ahead nomkstream * v, xrange ahead - +, xlen ahead, xdel ahead 99999999999999-3,
            xread streams ahead ahead $ 0, del ahead, xadd tiny d v v, xadd tiny late v v, xadd tiny maxlen l d v v,
            xdel tiny d, xdel tiny 300-0 300-1, xtrim tiny maxlen l, xtrim tiny minid d, xsetid tiny d,
            xsetid tiny 301 entriesadded # maxdeletedid d, xinfo stream tiny, xinfo stream tiny, xinfo stream tiny,
            del tiny, del tiny, copy tiny tiny, xinfo stream tiny v, xinfo v tiny, xinfo, xinfo stream""")
            .ours("""
            xinfo stream k""");

    private StreamForms() {}

    private static String[] ids() {
        return Stream.concat(
                        IntStream.range(1, 300).boxed().flatMap(i -> Stream.of(i + "", i + "-*", i + "-" + i % 3)),
                        Stream.of(
                                "0",
                                "0-*",
                                "0-1",
                                "0-0",
                                "-",
                                "+",
                                "x",
                                "",
                                "1-x",
                                "-1",
                                "1--1",
                                "+7",
                                "07-08",
                                "18446744073709551615-18446744073709551615",
                                "18446744073709551616",
                                "1-*-1",
                                "$"))
                .toArray(String[]::new);
    }
}
