package io.tapio.samples.kv.keyspace;

import io.tapio.samples.kv.Forms;

public final class KeyspaceForms {
    public static final Forms FORMS = Forms.withAnyKeys()
            .same("""
            expire k t, expire k t nx, expire k t xx, expire k m o, pexpire k t, expireat k T, expireat k T gt,
            expireat k T lt, expireat k T xx gt, expireat k T o o, pexpireat k T, pexpireat k m, persist k, del k k,
            unlink k, exists k k k, type k, rename k k, renamenx k k, copy k k, copy k k replace,
            copy k k db i, copy k k o, touch k k, object freq k, object encoding none, object foo k, object, object encoding,
            dbsize, flushdb, flushdb o, dbsize v""")
            .unordered("""
            keys p, scan 0 count 100000, scan 0 match p count 100000, scan 0 type hash count 100000,
            scan 0 type LIST count 100000, scan 0 count 100000 type set, scan 0 type w count 100000""")
            .encoded("object encoding k")
            .seconds("ttl k, expiretime k")
            .millis("pttl k, pexpiretime k")
            .ours("""
            scan n, scan 0 o, scan 0 count n, randomkey, randomkey v, object idletime k, object refcount k""");

    private KeyspaceForms() {}
}
