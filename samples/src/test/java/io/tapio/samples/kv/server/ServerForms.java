package io.tapio.samples.kv.server;

import io.tapio.samples.kv.Forms;

public final class ServerForms {
    public static final Forms FORMS = Forms.withAnyKeys().same("""
            w w w w, config get save, config get appendonly, config set w w, config w""").ours("""
            command info w, time, time v, info w, info w w w nothing""");

    private ServerForms() {}
}
