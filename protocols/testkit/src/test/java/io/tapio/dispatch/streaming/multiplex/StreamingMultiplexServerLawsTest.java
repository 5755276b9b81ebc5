package io.tapio.dispatch.streaming.multiplex;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.dispatch.streaming.WordsInBodies;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.MultiplexedServerLaws;
import org.apache.pekko.util.ByteString;

class StreamingMultiplexServerLawsTest extends MultiplexedServerLaws {
    static ServerProtocol<String, String> within(int maxInFlight, int maxWaiting) {
        return new WordsInBodies.Server(StreamingMultiplex.<String, String, String, String>server(
                        FrameWords.codec(), String::length, String::length)
                .withSettings(MultiplexSettings.load()
                        .withServerMaxInFlight(maxInFlight)
                        .withServerMaxWaiting(maxWaiting)));
    }

    @Override
    protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
        return within(maxInFlight, maxWaiting);
    }

    @Override
    protected Codec<Message<String>, Message<String>> peer() {
        return FrameWords.peer();
    }

    @Override
    protected Features features() {
        return Features.none().withErrors().withCancels().withOneWays();
    }

    @Override
    protected ByteString corrupt() {
        return ByteString.fromInts(0, 1, 7);
    }
}
