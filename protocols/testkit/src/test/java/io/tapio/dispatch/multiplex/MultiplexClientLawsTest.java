package io.tapio.dispatch.multiplex;

import io.tapio.codec.Codec;
import io.tapio.protocol.ClientProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.MultiplexedClientLaws;
import io.tapio.testkit.dispatch.Words;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

class MultiplexClientLawsTest extends MultiplexedClientLaws {
    @Override
    protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
        return Multiplex.<String, String>client(Words.framed())
                .withCancels()
                .withSettings(MultiplexSettings.load()
                        .withClientMaxInFlight(maxInFlight)
                        .withClientMaxWaiting(maxWaiting));
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
        return Features.none().withErrors().withCancels();
    }

    @Override
    protected ByteString corrupt() {
        return ByteString.fromInts(0, 1, 7);
    }
}
