package io.tapio.samples.kv.string;

import io.tapio.samples.kv.Forms;

public final class StringForms {
    public static final Forms FORMS = Forms.withKeys("k").same("""
            get k, set k v, set k v o, set k v o o, set k v ex t, set k v px m, set k v exat T, set k v o ex t,
            set k v pxat M o, setnx k v, setex k t v, setex k m v, psetex k t v, getset k v, getdel k, getex k,
            getex k o, getex k ex t, getex k exat T, getex k persist, getex k px m, mget k k k, mset k v k v,
            mset k v k, msetnx k v k v, msetnx k v k, append k v, strlen k, getrange k i i, substr k i i,
            setrange k i v, incr k, decr k, incrby k n, decrby k n, incrbyfloat k f""");

    private StringForms() {}
}
