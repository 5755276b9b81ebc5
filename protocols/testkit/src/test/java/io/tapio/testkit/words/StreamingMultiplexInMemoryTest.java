package io.tapio.testkit.words;

import io.tapio.testkit.dispatch.Wirings;

class StreamingMultiplexInMemoryTest extends StreamingMultiplexLaws {
    @Override
    protected Wirings wirings() {
        return Wirings.simulated();
    }
}
