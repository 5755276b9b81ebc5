package io.tapio.testkit.words;

import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.dispatch.FailurePolicy;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.dispatch.streaming.multiplex.Frame;
import io.tapio.dispatch.streaming.pipeline.StreamingPipeline;
import io.tapio.dispatch.streaming.pipeline.StreamingPipelineClient;
import io.tapio.dispatch.streaming.pipeline.StreamingPipelineServer;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.Peers;
import io.tapio.testkit.dispatch.PipelinedClientLaws;
import io.tapio.testkit.dispatch.PipelinedServerLaws;
import io.tapio.testkit.dispatch.StreamingPipelinedClientLaws;
import io.tapio.testkit.dispatch.StreamingPipelinedServerLaws;
import io.tapio.testkit.dispatch.TogetherLaws;
import io.tapio.testkit.dispatch.Wirings;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Nested;

/** What the pipelined dispatch with bodies has to prove, as a test class: extend it for each way to join two ends. */
public abstract class StreamingPipelineLaws {
    private static final Features FEATURES = Features.none().withErrors();

    /** Where the laws are checked. */
    protected abstract Wirings wirings();

    static StreamingPipelineServer<String, String, String, String> server(int maxInFlight) {
        return StreamingPipeline.<String, String, String, String>server(
                        PartWords.codec(), String::length, failure -> PartWords.ERROR + failure.getMessage())
                .withSettings(PipelineSettings.load().withServerMaxInFlight(maxInFlight));
    }

    static StreamingPipelineClient<String, String, String, String> client(int maxInFlight, int maxWaiting) {
        return StreamingPipeline.<String, String, String, String>client(PartWords.codec(), String::length)
                .withSettings(PipelineSettings.load()
                        .withClientMaxInFlight(maxInFlight)
                        .withClientMaxWaiting(maxWaiting));
    }

    @Nested
    class OfTheServer extends PipelinedServerLaws {
        @Override
        protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
            return new WordsInBodies.Server(StreamingPipelineLaws.server(maxInFlight));
        }

        @Override
        protected Optional<ServerProtocol<String, String>> server(FailurePolicy policy) {
            return Optional.of(
                    new WordsInBodies.Server(StreamingPipelineLaws.server(8).withOnFailure(policy)));
        }

        @Override
        protected Codec<Message<String>, Message<String>> peer() {
            return PartWords.ofServer();
        }

        @Override
        protected Features features() {
            return FEATURES;
        }

        @Override
        protected ByteString corrupt() {
            return PartWords.CORRUPT;
        }

        @Override
        protected Wirings wirings() {
            return StreamingPipelineLaws.this.wirings();
        }
    }

    @Nested
    class OfTheClient extends PipelinedClientLaws {
        @Override
        protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
            return WordsInBodies.client(StreamingPipelineLaws.client(maxInFlight, maxWaiting));
        }

        @Override
        protected Codec<Message<String>, Message<String>> peer() {
            return PartWords.ofClient();
        }

        @Override
        protected Features features() {
            return FEATURES;
        }

        @Override
        protected ByteString corrupt() {
            return PartWords.CORRUPT;
        }

        @Override
        protected Wirings wirings() {
            return StreamingPipelineLaws.this.wirings();
        }
    }

    @Nested
    class OfBothTogether extends TogetherLaws {
        @Override
        protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
            return WordsInBodies.client(StreamingPipelineLaws.client(maxInFlight, maxWaiting));
        }

        @Override
        protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
            return new WordsInBodies.Server(StreamingPipelineLaws.server(maxInFlight));
        }

        @Override
        protected Features features() {
            return FEATURES;
        }

        @Override
        protected Wirings wirings() {
            return StreamingPipelineLaws.this.wirings();
        }
    }

    @Nested
    class OfBodiesOnTheServer extends StreamingPipelinedServerLaws {
        @Override
        protected ServerProtocol<Streamed<String, String>, Streamed<String, String>> server() {
            return StreamingPipelineLaws.server(8);
        }

        @Override
        protected Codec<Frame<String, String>, Frame<String, String>> peer() {
            return Peers.ofStreamingServer(PartWords.codec(), head -> head.startsWith(PartWords.ERROR));
        }

        @Override
        protected Features features() {
            return FEATURES;
        }

        @Override
        protected ByteString corrupt() {
            return PartWords.CORRUPT;
        }

        @Override
        protected Wirings wirings() {
            return StreamingPipelineLaws.this.wirings();
        }
    }

    @Nested
    class OfBodiesOnTheClient extends StreamingPipelinedClientLaws {
        @Override
        protected ClientProtocol<Streamed<String, String>, Streamed<String, String>> client() {
            return StreamingPipelineLaws.client(8, 8);
        }

        @Override
        protected Codec<Frame<String, String>, Frame<String, String>> peer() {
            return Peers.ofStreamingClient(PartWords.codec());
        }

        @Override
        protected Features features() {
            return FEATURES;
        }

        @Override
        protected ByteString corrupt() {
            return PartWords.CORRUPT;
        }

        @Override
        protected Wirings wirings() {
            return StreamingPipelineLaws.this.wirings();
        }
    }
}
