package io.tapio.testkit.words;

import io.tapio.codec.Codec;
import io.tapio.dispatch.FailurePolicy;
import io.tapio.dispatch.multiplex.Ids;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.multiplex.Multiplex;
import io.tapio.dispatch.multiplex.MultiplexClient;
import io.tapio.dispatch.multiplex.MultiplexServer;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.MultiplexedClientLaws;
import io.tapio.testkit.dispatch.MultiplexedServerLaws;
import io.tapio.testkit.dispatch.TogetherLaws;
import io.tapio.testkit.dispatch.Wirings;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Nested;

/** What the multiplexed dispatch has to prove, as a test class: extend it for each way to join two ends. */
public abstract class MultiplexLaws {
    private static final Features FEATURES = Features.none().withErrors().withCancels();

    /** Where the laws are checked. */
    protected abstract Wirings wirings();

    private static MultiplexServer<String, String> server(int maxInFlight, int maxWaiting) {
        return Multiplex.<String, String>server(Words.framed())
                .withSettings(MultiplexSettings.load()
                        .withServerMaxInFlight(maxInFlight)
                        .withServerMaxWaiting(maxWaiting));
    }

    private static MultiplexClient<String, String> client(int maxInFlight, int maxWaiting) {
        return Multiplex.<String, String>client(Words.framed())
                .withCancels()
                .withSettings(MultiplexSettings.load()
                        .withClientMaxInFlight(maxInFlight)
                        .withClientMaxWaiting(maxWaiting));
    }

    @Nested
    class OfTheServer extends MultiplexedServerLaws {
        @Override
        protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
            return MultiplexLaws.server(maxInFlight, maxWaiting);
        }

        @Override
        protected Optional<ServerProtocol<String, String>> server(FailurePolicy policy) {
            return Optional.of(MultiplexLaws.server(8, 8).withOnFailure(policy));
        }

        @Override
        protected Codec<Message<String>, Message<String>> peer() {
            return Words.framed();
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
            return MultiplexLaws.this.wirings();
        }
    }

    @Nested
    class OfTheClient extends MultiplexedClientLaws {
        @Override
        protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
            return MultiplexLaws.client(maxInFlight, maxWaiting);
        }

        @Override
        protected Optional<ClientProtocol<String, String>> clientWithIds(int ids) {
            return Optional.of(Multiplex.<String, String>client(Words.framed()).withIds(Ids.upTo(ids - 1)));
        }

        @Override
        protected Codec<Message<String>, Message<String>> peer() {
            return Words.framed();
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
            return MultiplexLaws.this.wirings();
        }
    }

    /** With few ids, which are used again and again. */
    @Nested
    class OfBothTogether extends TogetherLaws {
        @Override
        protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
            return MultiplexLaws.client(maxInFlight, maxWaiting).withIds(Ids.upTo(7));
        }

        @Override
        protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
            return MultiplexLaws.server(maxInFlight, maxWaiting);
        }

        @Override
        protected Features features() {
            return FEATURES;
        }

        @Override
        protected Wirings wirings() {
            return MultiplexLaws.this.wirings();
        }
    }
}
