package io.tapio.samples.kv.transaction;

import io.tapio.samples.kv.Forms;

public final class TransactionForms {
    public static final Forms FORMS = Forms.withAnyKeys()
            .same("watch k, watch k k, unwatch, exec, discard")
            .unordered("multi v");

    private TransactionForms() {}
}
