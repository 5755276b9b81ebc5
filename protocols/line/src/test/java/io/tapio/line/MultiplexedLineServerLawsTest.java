package io.tapio.line;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.framing.Framing;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.MultiplexedServerLaws;
import org.apache.pekko.util.ByteString;

class MultiplexedLineServerLawsTest extends MultiplexedServerLaws {
    @Override
    protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
        return Line.multiplexedServer()
                .withSettings(MultiplexSettings.load()
                        .withServerMaxInFlight(maxInFlight)
                        .withServerMaxWaiting(maxWaiting));
    }

    @Override
    protected Codec<Message<String>, Message<String>> peer() {
        return Framing.lines().map(TaggedLine::reply, TaggedLine::write);
    }

    @Override
    protected Features features() {
        return Features.none().withErrors().withCancels().withOneWays().withGoodbyes();
    }

    @Override
    protected ByteString corrupt() {
        return ByteString.fromString("no id\n");
    }
}
