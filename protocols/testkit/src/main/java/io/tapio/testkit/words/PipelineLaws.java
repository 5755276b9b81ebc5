package io.tapio.testkit.words;

import io.tapio.codec.Codec;
import io.tapio.dispatch.FailurePolicy;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.dispatch.pipeline.PipelineServer;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.framing.Framing;
import io.tapio.framing.LengthField;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.Peers;
import io.tapio.testkit.dispatch.PipelinedClientLaws;
import io.tapio.testkit.dispatch.PipelinedServerLaws;
import io.tapio.testkit.dispatch.TogetherLaws;
import io.tapio.testkit.dispatch.Wirings;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Nested;

/** What the pipelined dispatch has to prove, as a test class: extend it for each way to join two ends. */
public abstract class PipelineLaws {
    private static final Codec<String, String> FRAMES =
            Framing.lengthField(LengthField.ofWidth(2, 200)).map(ByteString::utf8String, ByteString::fromString);

    private static final String ERROR = "error: ";
    private static final ByteString CORRUPT = ByteString.fromInts(255, 255);

    /** Where the laws are checked. */
    protected abstract Wirings wirings();

    private static PipelineServer<String, String> server(int maxInFlight) {
        return Pipeline.server(FRAMES, failure -> ERROR + failure.getMessage())
                .withSettings(PipelineSettings.load().withServerMaxInFlight(maxInFlight));
    }

    private static ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
        return Pipeline.<String, String>client(FRAMES)
                .withSettings(PipelineSettings.load()
                        .withClientMaxInFlight(maxInFlight)
                        .withClientMaxWaiting(maxWaiting));
    }

    @Nested
    class OfTheServer extends PipelinedServerLaws {
        @Override
        protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
            return PipelineLaws.server(maxInFlight);
        }

        @Override
        protected Optional<ServerProtocol<String, String>> server(FailurePolicy policy) {
            return Optional.of(PipelineLaws.server(8).withOnFailure(policy));
        }

        @Override
        protected Codec<Message<String>, Message<String>> peer() {
            return Peers.ofServer(FRAMES, reply -> reply.startsWith(ERROR));
        }

        @Override
        protected Features features() {
            return Features.none().withErrors();
        }

        @Override
        protected ByteString corrupt() {
            return CORRUPT;
        }

        @Override
        protected Wirings wirings() {
            return PipelineLaws.this.wirings();
        }
    }

    @Nested
    class OfTheClient extends PipelinedClientLaws {
        @Override
        protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
            return PipelineLaws.client(maxInFlight, maxWaiting);
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
            return CORRUPT;
        }

        @Override
        protected Wirings wirings() {
            return PipelineLaws.this.wirings();
        }
    }

    @Nested
    class OfBothTogether extends TogetherLaws {
        @Override
        protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
            return PipelineLaws.client(maxInFlight, maxWaiting);
        }

        @Override
        protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
            return PipelineLaws.server(maxInFlight);
        }

        @Override
        protected Features features() {
            return Features.none().withErrors();
        }

        @Override
        protected Wirings wirings() {
            return PipelineLaws.this.wirings();
        }
    }
}
