package io.tapio.dispatch.streaming.multiplex;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Ids;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.dispatch.streaming.WordsInBodies;
import io.tapio.protocol.ClientProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.MultiplexedClientLaws;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

class StreamingMultiplexClientLawsTest extends MultiplexedClientLaws {
    static StreamingMultiplexClient<String, String, String, String> within(int maxInFlight, int maxWaiting) {
        return StreamingMultiplex.<String, String, String, String>client(
                        FrameWords.codec(), String::length, String::length)
                .withCancels()
                .withSettings(MultiplexSettings.load()
                        .withClientMaxInFlight(maxInFlight)
                        .withClientMaxWaiting(maxWaiting));
    }

    @Override
    protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
        return WordsInBodies.client(within(maxInFlight, maxWaiting));
    }

    @Override
    protected Optional<ClientProtocol<String, String>> clientWithIds(int ids) {
        return Optional.of(WordsInBodies.client(within(100, 100).withIds(Ids.upTo(ids - 1))));
    }

    @Override
    protected Codec<Message<String>, Message<String>> peer() {
        return FrameWords.peer();
    }

    @Override
    protected Features features() {
        return Features.none().withErrors().withCancels();
    }

    @Override
    protected ByteString corrupt() {
        return ByteString.fromInts(0, 1, 7);
    }
}
