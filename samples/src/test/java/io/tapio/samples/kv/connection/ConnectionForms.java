package io.tapio.samples.kv.connection;

import io.tapio.samples.kv.Forms;

public final class ConnectionForms {
    public static final Forms FORMS = Forms.withAnyKeys().same("""
            select 1, select 0, select i, select n, ping, ping v, ping v v, echo v, client getname, client setname w,
            client setname v, client no-evict w, client reply w, client reply on, client foo w, client list w w,
            client list type w, client list id w, client, reset, auth w, auth w w, auth w w w""").ours("""
            hello m, hello 2 o, hello 2 setname, hello 3, hello 3, hello 2""");

    private ConnectionForms() {}
}
