package io.tapio.samples.kv.pubsub;

import io.tapio.samples.kv.Forms;

/** What one connection alone can say; messages are in {@link PubSubTest}. */
public final class PubSubForms {
    public static final Forms FORMS = Forms.withAnyKeys().same("""
            publish w v, spublish w v, pubsub channels, pubsub channels p, pubsub numsub, pubsub numsub w w, pubsub numpat,
            pubsub numpat v, pubsub shardchannels, pubsub shardnumsub w, pubsub w, unsubscribe w, punsubscribe,
            sunsubscribe""");

    private PubSubForms() {}
}
