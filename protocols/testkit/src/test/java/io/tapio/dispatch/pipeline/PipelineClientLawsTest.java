package io.tapio.dispatch.pipeline;

import static io.tapio.dispatch.pipeline.PipelineServerLawsTest.FRAMES;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.protocol.ClientProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.Peers;
import io.tapio.testkit.dispatch.PipelinedClientLaws;
import org.apache.pekko.util.ByteString;

class PipelineClientLawsTest extends PipelinedClientLaws {
    @Override
    protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
        return Pipeline.<String, String>client(FRAMES)
                .withSettings(PipelineSettings.load()
                        .withClientMaxInFlight(maxInFlight)
                        .withClientMaxWaiting(maxWaiting));
    }

    @Override
    protected Codec<Message<String>, Message<String>> peer() {
        return Peers.ofClient(FRAMES);
    }

    @Override
    protected Features features() {
        return Features.none();
    }

    @Override
    protected ByteString corrupt() {
        return ByteString.fromInts(255, 255);
    }
}
