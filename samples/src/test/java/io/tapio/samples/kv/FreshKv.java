package io.tapio.samples.kv;

import io.tapio.samples.kv.data.Store;

/** A fresh server with a clock that stands still, for the tests of one family. */
public class FreshKv {
    protected final HandTimer time = new HandTimer();
    protected final Kv kv = Kv.create(new KvSettings(10_000_000, 1_000_000, 100_000), time, time);
    protected final Talk talk = new Talk(kv, time);

    protected final String say(String line) {
        return talk.say(line);
    }

    protected final Store store() {
        return kv.store();
    }
}
