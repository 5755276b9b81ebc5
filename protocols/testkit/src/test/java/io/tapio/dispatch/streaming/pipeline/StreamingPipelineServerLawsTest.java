package io.tapio.dispatch.streaming.pipeline;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.dispatch.streaming.WordsInBodies;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.PipelinedServerLaws;
import org.apache.pekko.util.ByteString;

class StreamingPipelineServerLawsTest extends PipelinedServerLaws {
    static ServerProtocol<String, String> within(int maxInFlight) {
        return new WordsInBodies.Server(StreamingPipeline.<String, String, String, String>server(
                        PartWords.codec(), String::length, failure -> PartWords.ERROR + failure.getMessage())
                .withSettings(PipelineSettings.load().withServerMaxInFlight(maxInFlight)));
    }

    @Override
    protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
        return within(maxInFlight);
    }

    @Override
    protected Codec<Message<String>, Message<String>> peer() {
        return PartWords.ofServer();
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
