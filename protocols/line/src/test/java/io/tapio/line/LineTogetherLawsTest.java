package io.tapio.line;

import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.TogetherLaws;

class LineTogetherLawsTest extends TogetherLaws {
    @Override
    protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
        return Line.client(Bounds.ofClient(maxInFlight, maxWaiting));
    }

    @Override
    protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
        return Line.server().withSettings(PipelineSettings.load().withServerMaxInFlight(maxInFlight));
    }

    @Override
    protected Features features() {
        return Features.none().withErrors();
    }
}
