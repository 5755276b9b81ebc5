package io.tapio.line;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.framing.Framing;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.Peers;
import io.tapio.testkit.dispatch.PipelinedServerLaws;

/** All that it takes to hold a server to the laws. */
class LineServerLawsTest extends PipelinedServerLaws {
    @Override
    protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
        return Line.server().withSettings(PipelineSettings.load().withServerMaxInFlight(maxInFlight));
    }

    @Override
    protected Codec<Message<String>, Message<String>> peer() {
        return Peers.ofServer(Framing.lines(), reply -> reply.startsWith("error: "));
    }

    @Override
    protected Features features() {
        return Features.none().withErrors();
    }
}
