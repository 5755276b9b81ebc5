package io.tapio.dispatch.streaming.multiplex;

import io.tapio.dispatch.streaming.WordsInBodies;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.TogetherLaws;

class StreamingMultiplexTogetherLawsTest extends TogetherLaws {
    @Override
    protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
        return WordsInBodies.client(StreamingMultiplexClientLawsTest.within(maxInFlight, maxWaiting));
    }

    @Override
    protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
        return StreamingMultiplexServerLawsTest.within(maxInFlight, maxWaiting);
    }

    @Override
    protected Features features() {
        return Features.none().withErrors().withCancels();
    }
}
