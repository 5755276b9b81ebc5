package io.tapio.samples.kv;

/** A fresh server with a clock that stands still, for the tests of one family. */
class FreshKv {
    final HandTimer time = new HandTimer();
    final Kv kv = Kv.create(new KvSettings(10_000_000, 1_000_000), time, time);
    final Talk talk = new Talk(kv, time);

    String say(String line) {
        return talk.say(line);
    }
}
