package io.tapio.samples.kv.hash;

import io.tapio.samples.kv.Forms;

public final class HashForms {
    public static final Forms FORMS = Forms.withKeys("h")
            .letter(
                    "h",
                    "a",
                    "b",
                    "c",
                    "d",
                    "e",
                    "",
                    "7",
                    "name that is longer than the sixty-four bytes of a small hash may have",
                    "x\r\ny")
            .same("""
            hset k h v, hset k h v h v, hset k h n h f, hset k h v h, hset k #*200, hset k h v*3, hmset k h v h f,
            hmset k h v h, hsetnx k h v, hsetnx k # v, hget k h, hget k #, hmget k h h #, hdel k h, hdel k h h h,
            hdel k #*300, hexists k h, hexists k #, hlen k, hstrlen k h, hincrby k h n, hincrby k h 1,
            hincrby k # n, hincrbyfloat k h f, hincrbyfloat k # f, hincrbyfloat k h n, hrandfield none i, hscan k x, hscan none n o i,
            hscan k 0 nonsense i, hscan k 0 type hash""")
            .unordered(
                    "hkeys k, hvals k, hrandfield k 2000, hrandfield k 2000 o, hrandfield k 0 withvalues o, hrandfield k x")
            .unorderedPairs("""
            hgetall k, hscan k 0 count 2000, hscan k 0 match p count 2000, hrandfield k 2000 withvalues""")
            .drawn("hrandfield k, hrandfield k i, hrandfield k i withvalues, hrandfield k -200 withvalues")
            .ours("hscan k n, hscan k 0 o i, hscan k # count i, object refcount k")
            .encoded("object encoding k");

    private HashForms() {}
}
