package io.tapio.line;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.framing.Framing;
import io.tapio.protocol.ClientProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.Peers;
import io.tapio.testkit.dispatch.PipelinedClientLaws;

class LineClientLawsTest extends PipelinedClientLaws {
    @Override
    protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
        return Line.client(Bounds.ofClient(maxInFlight, maxWaiting));
    }

    @Override
    protected Codec<Message<String>, Message<String>> peer() {
        return Peers.ofClient(Framing.lines());
    }

    @Override
    protected Features features() {
        return Features.none();
    }
}
