package io.tapio.dispatch.multiplex;

import io.tapio.codec.Codec;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.MultiplexedServerLaws;
import io.tapio.testkit.dispatch.Words;
import org.apache.pekko.util.ByteString;

class MultiplexServerLawsTest extends MultiplexedServerLaws {
    @Override
    protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
        return Multiplex.<String, String>server(Words.framed())
                .withSettings(MultiplexSettings.load()
                        .withServerMaxInFlight(maxInFlight)
                        .withServerMaxWaiting(maxWaiting));
    }

    @Override
    protected Codec<Message<String>, Message<String>> peer() {
        return Words.framed();
    }

    @Override
    protected Features features() {
        return Features.none().withErrors().withCancels().withOneWays();
    }

    @Override
    protected ByteString corrupt() {
        return ByteString.fromInts(0, 1, 7);
    }
}
