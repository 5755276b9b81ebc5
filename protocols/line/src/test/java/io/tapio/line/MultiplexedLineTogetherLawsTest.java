package io.tapio.line;

import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.TogetherLaws;

class MultiplexedLineTogetherLawsTest extends TogetherLaws {
    @Override
    protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
        return Line.multiplexedClient(Bounds.ofClient(maxInFlight, maxWaiting));
    }

    @Override
    protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
        return Line.multiplexedServer()
                .withSettings(MultiplexSettings.load()
                        .withServerMaxInFlight(maxInFlight)
                        .withServerMaxWaiting(maxWaiting));
    }

    @Override
    protected Features features() {
        return Features.none().withErrors().withCancels().withGoodbyes();
    }
}
