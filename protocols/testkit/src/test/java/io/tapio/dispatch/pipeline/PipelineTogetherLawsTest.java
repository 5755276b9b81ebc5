package io.tapio.dispatch.pipeline;

import static io.tapio.dispatch.pipeline.PipelineServerLawsTest.FRAMES;

import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.TogetherLaws;

class PipelineTogetherLawsTest extends TogetherLaws {
    @Override
    protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
        return Pipeline.<String, String>client(FRAMES)
                .withSettings(PipelineSettings.load()
                        .withClientMaxInFlight(maxInFlight)
                        .withClientMaxWaiting(maxWaiting));
    }

    @Override
    protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
        return Pipeline.server(FRAMES, failure -> "error: " + failure.getMessage())
                .withSettings(PipelineSettings.load().withServerMaxInFlight(maxInFlight));
    }

    @Override
    protected Features features() {
        return Features.none().withErrors();
    }
}
