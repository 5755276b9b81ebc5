package io.tapio.testkit.words;

import io.tapio.testkit.dispatch.Wirings;

class StreamingPipelineInMemoryTest extends StreamingPipelineLaws {
    @Override
    protected Wirings wirings() {
        return Wirings.simulated();
    }
}
