package io.tapio.testkit.words;

import io.tapio.testkit.dispatch.Wirings;

class PipelineInMemoryTest extends PipelineLaws {
    @Override
    protected Wirings wirings() {
        return Wirings.simulated();
    }
}
