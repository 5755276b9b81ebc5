package io.tapio.samples.kv.set;

import io.tapio.samples.kv.Forms;

public final class SetForms {
    public static final Forms FORMS = Forms.withKeys("s")
            .letter("e", "a", "b", "c", "", "007", "12", "-5", "9223372036854775807")
            .same("""
            sadd k e, sadd k e e e, sadd k v v, sadd k # # #, sadd k #*5, sadd k #*400, srem k e, srem k e e v,
            srem k # # #, srem k #*500, sismember k e, sismember k #, smismember k e v #, scard k, smove k k e,
            smove k k #, smove k k v, sinterstore k k k, sinterstore k k k k, sunionstore k k k, sdiffstore k k k,
            sdiffstore k k k k, sinterstore k k, sintercard 2 k k, sintercard 2 k k limit i, sintercard i k k,
            sintercard 1 k o i, sintercard 3 k k k limit 2, spop none, spop none i,
            srandmember none i, srandmember none, sscan k x,
            sscan none n o i, sscan k 0 nonsense i""")
            .unordered("""
            smembers k, sinter k k, sinter k k k, sinter k none k, sunion k k, sunion k k k, sdiff k k, sdiff k k k,
            sdiff k, sscan k 0 count 2000, sscan k 0 match p count 2000, spop k 2000, srandmember k 2000,
            spop k x, spop k -1, spop k 0, spop k 0 i, srandmember k x, srandmember k 0 i""")
            .drawn("srandmember k, srandmember k i, srandmember k -200")
            .ours("sscan k n, sscan k 0 o i, sscan k # count i, object refcount k")
            .encoded("object encoding k");

    private SetForms() {}
}
