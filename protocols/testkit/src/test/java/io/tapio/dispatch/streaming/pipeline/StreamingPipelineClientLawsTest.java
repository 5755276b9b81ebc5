package io.tapio.dispatch.streaming.pipeline;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.dispatch.streaming.WordsInBodies;
import io.tapio.protocol.ClientProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.PipelinedClientLaws;
import org.apache.pekko.util.ByteString;

class StreamingPipelineClientLawsTest extends PipelinedClientLaws {
    static ClientProtocol<String, String> within(int maxInFlight, int maxWaiting) {
        return WordsInBodies.client(
                StreamingPipeline.<String, String, String, String>client(PartWords.codec(), String::length)
                        .withSettings(PipelineSettings.load()
                                .withClientMaxInFlight(maxInFlight)
                                .withClientMaxWaiting(maxWaiting)));
    }

    @Override
    protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
        return within(maxInFlight, maxWaiting);
    }

    @Override
    protected Codec<Message<String>, Message<String>> peer() {
        return PartWords.ofClient();
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
