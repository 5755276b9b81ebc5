package io.tapio.dispatch.multiplex;

import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.TogetherLaws;
import io.tapio.testkit.dispatch.Words;

class MultiplexTogetherLawsTest extends TogetherLaws {
    @Override
    protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
        return Multiplex.<String, String>client(Words.framed())
                .withIds(Ids.upTo(7))
                .withCancels()
                .withSettings(MultiplexSettings.load()
                        .withClientMaxInFlight(maxInFlight)
                        .withClientMaxWaiting(maxWaiting));
    }

    @Override
    protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
        return Multiplex.<String, String>server(Words.framed())
                .withSettings(MultiplexSettings.load()
                        .withServerMaxInFlight(maxInFlight)
                        .withServerMaxWaiting(maxWaiting));
    }

    @Override
    protected Features features() {
        return Features.none().withErrors().withCancels();
    }
}
