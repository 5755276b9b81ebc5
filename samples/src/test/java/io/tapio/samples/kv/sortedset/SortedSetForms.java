package io.tapio.samples.kv.sortedset;

import io.tapio.samples.kv.Forms;

public final class SortedSetForms {
    /**
     * Of the keys y0 to y3, which have no other names, all scores are the same: bounds by bytes mean something there.
     */
    public static final Forms FORMS = Forms.withKeys("z")
            .letter("y", "y0", "y1", "y2", "y3")
            .letter("e", "a", "b", "c", "d", "e", "f", "", "zz", "a\0", "\u00ff", "x".repeat(64), "x".repeat(65))
            .letter(
                    "s",
                    "0",
                    "1",
                    "-1",
                    "2.5",
                    "3",
                    "(3",
                    "-inf",
                    "+inf",
                    "inf",
                    "(inf",
                    "500",
                    "(700",
                    "1e1",
                    "x",
                    "",
                    "(",
                    "((1",
                    "nan",
                    "1e999",
                    " 2",
                    "2 ",
                    "0x10",
                    "1e-3",
                    "infinity",
                    "(-2.75e-3")
            .letter(
                    "b", "-", "+", "[", "(", "[a", "(a", "[c", "(c", "[zz", "(f", "[a\0", "a", "", "-a", "[\u00ff",
                    "(x")
            .letter("l", "0", "1", "2", "3", "-1", "10", "x", "9223372036854775807")
            .letter("c", "nx", "xx", "gt", "LT", "ch", "incr", "nonsense")
            .letter("g", "sum", "min", "MAX", "nonsense")
            .letter("q", "1", "2", "3", "0", "-1", "x")
            .same("""
            zadd k f e, zadd k f e f e f e, zadd k c f e, zadd k c f e f e, zadd k c c f e, zadd k c c c f e, zadd k e,
            zadd k ch f e f e f e, zadd k gt ch f e f e, zadd k lt incr f e, zadd k #*400, zadd k #*600, zadd k f e e,
            zadd k nx xx gt f e, zincrby k f e, zincrby k f e, zrem k e, zrem k e e e, zrem k #*50, zcard k, zscore k e,
            zscore k #, zmscore k e e #, zrank k e, zrank k #, zrevrank k e, zrevrank k #, zcount k s s,
            zrange k i i, zrange k i i withscores, zrange k i i rev, zrange k i i rev withscores, zrange k s s byscore,
            zrange k s s byscore limit l l, zrange k s s byscore rev limit l l withscores, zrange k i i limit l l,
            zrange k i i o, zrange k b b bylex withscores, zrange k s s byscore bylex, zrange k i i rev rev,
            zrevrange k i i, zrevrange k i i withscores, zrevrange k i i rev, zrangebyscore k s s,
            zrangebyscore k s s withscores limit l l, zrangebyscore k s s limit l, zrevrangebyscore k s s,
            zrevrangebyscore k s s limit l l withscores, zrangestore k k i i, zrangestore k k s s byscore limit l l,
            zrangestore k k i i rev, zrangestore k k i i withscores, zremrangebyrank k i i, zremrangebyscore k s s,
            zpopmin k, zpopmin k l, zpopmax k, zpopmax k l, zpopmin k l l, zmpop q k min, zmpop 2 k k max count l,
            zmpop 2 k k min, zmpop 1 k max count q, zmpop 1 k o, zmpop 1 k min o l, zmpop 1 k min count l o,
            zunion q k k, zunion 2 k k withscores, zunion 3 k k k weights f f f withscores, zunion 1 k weights f f,
            zunion 2 k k aggregate g withscores, zunion 2 k k weights f f aggregate g withscores, zunion 2 k k o,
            zinter q k k, zinter 2 k k withscores, zinter 3 k k k withscores, zinter 2 k k weights f f withscores,
            zinter 2 k k aggregate g withscores, zinter 2 k k weights f f aggregate g withscores,
            zdiff q k k, zdiff 2 k k withscores, zdiff 3 k k k withscores, zdiff 2 k k weights f f,
            zunionstore k q k k, zunionstore k 2 k k, zunionstore k 2 k k weights f f, zunionstore k 2 k k aggregate g,
            zunionstore k 2 k k withscores, zinterstore k 2 k k, zinterstore k 2 k k weights f f aggregate g,
            zdiffstore k 2 k k, zdiffstore k q k k, zintercard q k k, zintercard 2 k k limit l, zintercard 2 k k o l,
            zadd y 0 e, zadd y 0 e 0 e 0 e 0 e, zadd y ch 0 e 0 e, zrem y e, zlexcount y b b, zrange y b b bylex,
            zrange y b b bylex rev, zrange y b b bylex limit l l, zrange y b b rev bylex limit l l, zrangebylex y b b,
            zrangebylex y b b limit l l, zrangebylex y b b withscores, zrevrangebylex y b b,
            zrevrangebylex y b b limit l l, zremrangebylex y b b, zrangestore y y b b bylex limit l l, zpopmin y,
            sort y by nosort, sort y by nosort desc limit i i,
            zscan n 0, zscan k x, zscan k 0 count 0, zscan k 0 match p count x""")
            .unorderedPairs("""
            zscan k 0 count 100000, zscan k 0 match p count 100000, zscan k 0 match # count 100000""")
            .drawn("""
            zrandmember k, zrandmember k i, zrandmember k # withscores, zrandmember k n, zrandmember k l withscores,
            zrandmember k l o""")
            .encoded("object encoding k")
            .ours("""
            zscan k 0 o l, zscan k # count #, zscan k 0""");

    private SortedSetForms() {}
}
