package io.tapio.line;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.framing.Framing;
import io.tapio.protocol.ClientProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.MultiplexedClientLaws;
import org.apache.pekko.util.ByteString;

class MultiplexedLineClientLawsTest extends MultiplexedClientLaws {
    @Override
    protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
        return Line.multiplexedClient(Bounds.ofClient(maxInFlight, maxWaiting));
    }

    @Override
    protected Codec<Message<String>, Message<String>> peer() {
        return Framing.lines().map(TaggedLine::request, TaggedLine::write);
    }

    @Override
    protected Features features() {
        return Features.none().withErrors().withCancels();
    }

    @Override
    protected ByteString corrupt() {
        return ByteString.fromString("no id\n");
    }
}
