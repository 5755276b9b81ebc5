package io.tapio.dispatch.pipeline;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.framing.Framing;
import io.tapio.framing.LengthField;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.Peers;
import io.tapio.testkit.dispatch.PipelinedServerLaws;
import org.apache.pekko.util.ByteString;

class PipelineServerLawsTest extends PipelinedServerLaws {
    static final Codec<String, String> FRAMES =
            Framing.lengthField(LengthField.ofWidth(2, 200)).map(ByteString::utf8String, ByteString::fromString);

    @Override
    protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
        return Pipeline.server(FRAMES, failure -> "error: " + failure.getMessage())
                .withSettings(PipelineSettings.load().withServerMaxInFlight(maxInFlight));
    }

    @Override
    protected Codec<Message<String>, Message<String>> peer() {
        return Peers.ofServer(FRAMES, reply -> reply.startsWith("error: "));
    }

    @Override
    protected Features features() {
        return Features.none().withErrors();
    }

    @Override
    protected ByteString corrupt() {
        return ByteString.fromInts(255, 255);
    }
}
