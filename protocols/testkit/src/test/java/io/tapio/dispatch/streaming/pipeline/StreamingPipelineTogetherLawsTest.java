package io.tapio.dispatch.streaming.pipeline;

import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.TogetherLaws;

class StreamingPipelineTogetherLawsTest extends TogetherLaws {
    @Override
    protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
        return StreamingPipelineClientLawsTest.within(maxInFlight, maxWaiting);
    }

    @Override
    protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
        return StreamingPipelineServerLawsTest.within(maxInFlight);
    }

    @Override
    protected Features features() {
        return Features.none().withErrors();
    }
}
