package io.tapio.testkit.words;

import io.tapio.testkit.dispatch.Wirings;

class MultiplexInMemoryTest extends MultiplexLaws {
    @Override
    protected Wirings wirings() {
        return Wirings.simulated();
    }
}
