package io.tapio.testkit.dispatch;

import io.tapio.codec.Codec;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.testkit.network.RawPeer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;

/**
 * A peer that speaks in messages.
 *
 * @param <M> messages, or the frames of those with bodies
 */
final class Talk<M> {
    private final Wiring wiring;
    private final RawPeer peer;
    private final Decoder<M> decoder;
    private final Encoder<M> encoder;
    private ByteString unread = ByteString.emptyByteString();

    Talk(Wiring wiring, RawPeer peer, Codec<M, M> codec) {
        this.wiring = wiring;
        this.peer = peer;
        decoder = codec.decoder().get();
        encoder = codec.encoder().get();
    }

    RawPeer peer() {
        return peer;
    }

    void say(M message) {
        peer.write(bytes(message));
    }

    ByteString bytes(M message) {
        Output out = new Output(1);
        encoder.encode(message, out);
        return out.take();
    }

    /** What the other side has said since, once it has nothing more to say. */
    List<M> hear() {
        List<M> heard = new ArrayList<>();
        wiring.settle();
        for (ByteString bytes = peer.readAll(); !bytes.isEmpty(); bytes = peer.readAll()) {
            read(bytes, heard);
            wiring.settle(); // there is room for more
        }
        return heard;
    }

    private void read(ByteString bytes, List<M> heard) {
        ByteBuffer in = ByteBuffer.wrap(unread.concat(bytes).toArray());
        for (M next = decoder.decode(in); next != null; next = decoder.decode(in)) {
            heard.add(next);
        }
        unread = ByteString.fromByteBuffer(in);
    }
}
