package io.tapio.samples.kv.sort;

import io.tapio.samples.kv.Forms;

/** On lists and sets, whose elements are now and then the numbers of keys. */
public final class SortForms {
    public static final Forms FORMS = Forms.withAnyKeys()
            .letter("l", "l0", "l1", "l2", "l3", "s0", "s1", "s2", "s3", "k0", "h0")
            .letter("d", "l4", "l5", "s4", "s5")
            .letter("b", "k*", "h*->a", "s*", "*")
            .letter("g", "k*", "h*->a", "h*->b", "#", "k1", "h*->", "*->*")
            .same("""
            rpush l4 0 1 2 3 4 5, rpush l0 3 1 2, sadd s0 3 1 2 0, sort l alpha store d,
            sort l alpha desc limit i i store d, sort l by nosort store d, sort l alpha get g store d,
            sort l alpha o i, sort l limit i, sort none get g, sort none store d, sort l by, sort_ro l store d""")
            // numbers: once one was out of range, Redis 7.0 may take the next ones for that too, by an old errno
            .sameUnlessRefused("""
            sort l, sort l desc, sort l limit i i, sort l get g get #, sort l by k*, sort l by k* desc get g""")
            // texts: Redis compares them up to a zero byte where it does not store them
            .unordered("""
            sort l alpha, sort l alpha desc, sort_ro l alpha, sort l alpha get g get g, sort l by nosort,
            sort l by nosort desc, sort l by b alpha, sort l by b alpha desc get #""")
            .drawn("sort l alpha limit i i, sort_ro l alpha limit 1 i desc");

    private SortForms() {}
}
