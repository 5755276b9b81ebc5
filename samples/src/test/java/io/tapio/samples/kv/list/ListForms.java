package io.tapio.samples.kv.list;

import io.tapio.samples.kv.Forms;

public final class ListForms {
    public static final Forms FORMS = Forms.withKeys("l")
            .letter("d", "LEFT", "right", "LEFT", "right", "LEFT", "right", "up")
            .letter("r", "1", "2", "-1", "-2", "0", "-9223372036854775807", "100", "x")
            .letter("e", "a", "b", "", "hello world", "0")
            .same("""
            lpush k e, lpush k e e e, rpush k e, rpush k e e e, rpush k v v, lpushx k e e, rpushx k e, rpush k #*100,
            lpop k, lpop k i, lpop k 2, rpop k, rpop k i, rpop k 2, lpop k i i, llen k, lrange k i i, lrange k 0 -1,
            lrange k -3 5, lindex k i, lset k i e, lset k 1 e, linsert k before e e, linsert k after e e,
            linsert k o e e, linsert k before v v, lrem k i e, lrem k 0 e, lrem k -2 e, lrem k n v, ltrim k i i,
            ltrim k 0 -3, ltrim k 2 100, lpos k e, lpos k v, lpos k e rank r, lpos k e count i, lpos k e maxlen i,
            lpos k e rank r count i, lpos k e rank r count 0 maxlen i, lpos k e o i, lpos k e rank, lmove k k d d,
            lmove k k left right, lmove k k right left, rpoplpush k k, lmpop 1 k d, lmpop 2 k k d, lmpop 2 k k d count i,
            lmpop 2 k k d count 2, lmpop i k d, lmpop 1 k d o i, lmpop 2 k k d count 2 count 2""")
            .ours("object refcount k")
            .encoded("object encoding k");

    private ListForms() {}
}
