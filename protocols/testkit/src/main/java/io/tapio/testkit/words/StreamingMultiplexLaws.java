package io.tapio.testkit.words;

import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.dispatch.FailurePolicy;
import io.tapio.dispatch.multiplex.Ids;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.dispatch.streaming.multiplex.Frame;
import io.tapio.dispatch.streaming.multiplex.StreamingMultiplex;
import io.tapio.dispatch.streaming.multiplex.StreamingMultiplexClient;
import io.tapio.dispatch.streaming.multiplex.StreamingMultiplexServer;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.MultiplexedClientLaws;
import io.tapio.testkit.dispatch.MultiplexedServerLaws;
import io.tapio.testkit.dispatch.StreamingMultiplexedClientLaws;
import io.tapio.testkit.dispatch.StreamingMultiplexedServerLaws;
import io.tapio.testkit.dispatch.TogetherLaws;
import io.tapio.testkit.dispatch.Wirings;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Nested;

/** What the multiplexed dispatch with bodies has to prove, as a test class: extend it for each way to join two ends. */
public abstract class StreamingMultiplexLaws {
    private static final Features FEATURES = Features.none().withErrors().withCancels();
    private static final int CREDIT = 100;

    /** Where the laws are checked. */
    protected abstract Wirings wirings();

    static StreamingMultiplexServer<String, String, String, String> server(int maxInFlight, int maxWaiting) {
        return StreamingMultiplex.<String, String, String, String>server(
                        FrameWords.codec(), String::length, String::length)
                .withSettings(MultiplexSettings.load()
                        .withServerMaxInFlight(maxInFlight)
                        .withServerMaxWaiting(maxWaiting));
    }

    static StreamingMultiplexClient<String, String, String, String> client(int maxInFlight, int maxWaiting) {
        return StreamingMultiplex.<String, String, String, String>client(
                        FrameWords.codec(), String::length, String::length)
                .withCancels()
                .withSettings(MultiplexSettings.load()
                        .withClientMaxInFlight(maxInFlight)
                        .withClientMaxWaiting(maxWaiting));
    }

    @Nested
    class OfTheServer extends MultiplexedServerLaws {
        @Override
        protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
            return new WordsInBodies.Server(StreamingMultiplexLaws.server(maxInFlight, maxWaiting));
        }

        @Override
        protected Optional<ServerProtocol<String, String>> server(FailurePolicy policy) {
            return Optional.of(
                    new WordsInBodies.Server(StreamingMultiplexLaws.server(8, 8).withOnFailure(policy)));
        }

        @Override
        protected Codec<Message<String>, Message<String>> peer() {
            return FrameWords.peer();
        }

        @Override
        protected Features features() {
            return FEATURES.withOneWays();
        }

        @Override
        protected ByteString corrupt() {
            return Words.CORRUPT;
        }

        @Override
        protected Wirings wirings() {
            return StreamingMultiplexLaws.this.wirings();
        }
    }

    @Nested
    class OfTheClient extends MultiplexedClientLaws {
        @Override
        protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
            return WordsInBodies.client(StreamingMultiplexLaws.client(maxInFlight, maxWaiting));
        }

        @Override
        protected Optional<ClientProtocol<String, String>> clientWithIds(int ids) {
            return Optional.of(
                    WordsInBodies.client(StreamingMultiplexLaws.client(100, 100).withIds(Ids.upTo(ids - 1))));
        }

        @Override
        protected Codec<Message<String>, Message<String>> peer() {
            return FrameWords.peer();
        }

        @Override
        protected Features features() {
            return FEATURES;
        }

        @Override
        protected ByteString corrupt() {
            return Words.CORRUPT;
        }

        @Override
        protected Wirings wirings() {
            return StreamingMultiplexLaws.this.wirings();
        }
    }

    @Nested
    class OfBothTogether extends TogetherLaws {
        @Override
        protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
            return WordsInBodies.client(StreamingMultiplexLaws.client(maxInFlight, maxWaiting));
        }

        @Override
        protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
            return new WordsInBodies.Server(StreamingMultiplexLaws.server(maxInFlight, maxWaiting));
        }

        @Override
        protected Features features() {
            return FEATURES;
        }

        @Override
        protected Wirings wirings() {
            return StreamingMultiplexLaws.this.wirings();
        }
    }

    @Nested
    class OfBodiesOnTheServer extends StreamingMultiplexedServerLaws {
        @Override
        protected ServerProtocol<Streamed<String, String>, Streamed<String, String>> server() {
            return StreamingMultiplexLaws.server(8, 8);
        }

        @Override
        protected Codec<Frame<String, String>, Frame<String, String>> peer() {
            return FrameWords.codec();
        }

        @Override
        protected Features features() {
            return FEATURES;
        }

        @Override
        protected ByteString corrupt() {
            return Words.CORRUPT;
        }

        @Override
        protected Wirings wirings() {
            return StreamingMultiplexLaws.this.wirings();
        }
    }

    @Nested
    class OfBodiesByCreditOnTheServer extends OfBodiesOnTheServer {
        @Override
        protected ServerProtocol<Streamed<String, String>, Streamed<String, String>> server() {
            return StreamingMultiplexLaws.server(8, 8).withCredit(CREDIT);
        }

        @Override
        protected Features features() {
            return FEATURES.withCredit(CREDIT);
        }
    }

    @Nested
    class OfBodiesOnTheClient extends StreamingMultiplexedClientLaws {
        @Override
        protected ClientProtocol<Streamed<String, String>, Streamed<String, String>> client() {
            return StreamingMultiplexLaws.client(8, 8);
        }

        @Override
        protected Codec<Frame<String, String>, Frame<String, String>> peer() {
            return FrameWords.codec();
        }

        @Override
        protected Features features() {
            return FEATURES;
        }

        @Override
        protected ByteString corrupt() {
            return Words.CORRUPT;
        }

        @Override
        protected Wirings wirings() {
            return StreamingMultiplexLaws.this.wirings();
        }
    }

    @Nested
    class OfBodiesByCreditOnTheClient extends OfBodiesOnTheClient {
        @Override
        protected ClientProtocol<Streamed<String, String>, Streamed<String, String>> client() {
            return StreamingMultiplexLaws.client(8, 8).withCredit(CREDIT);
        }

        @Override
        protected Features features() {
            return FEATURES.withCredit(CREDIT);
        }
    }
}
