package io.tapio.testkit.dispatch;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.testkit.network.RawPeer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;

/** A peer that speaks in messages. */
final class Talk {
    private final Wiring wiring;
    private final RawPeer peer;
    private final Decoder<Message<String>> decoder;
    private final Encoder<Message<String>> encoder;
    private ByteString unread = ByteString.emptyByteString();

    Talk(Wiring wiring, RawPeer peer, Codec<Message<String>, Message<String>> codec) {
        this.wiring = wiring;
        this.peer = peer;
        decoder = codec.decoder().get();
        encoder = codec.encoder().get();
    }

    RawPeer peer() {
        return peer;
    }

    void say(Message<String> message) {
        peer.write(bytes(message));
    }

    void ask(long id, String body) {
        say(new Message.Request<>(id, body));
    }

    ByteString bytes(Message<String> message) {
        Output out = new Output(1);
        encoder.encode(message, out);
        return out.take();
    }

    /** What the other side has said since, once it has nothing more to say. */
    List<Message<String>> hear() {
        List<Message<String>> heard = new ArrayList<>();
        wiring.settle();
        for (ByteString bytes = peer.readAll(); !bytes.isEmpty(); bytes = peer.readAll()) {
            read(bytes, heard);
            wiring.settle(); // there is room for more
        }
        return heard;
    }

    private void read(ByteString bytes, List<Message<String>> heard) {
        ByteBuffer in = ByteBuffer.wrap(unread.concat(bytes).toArray());
        for (Message<String> next = decoder.decode(in); next != null; next = decoder.decode(in)) {
            heard.add(next);
        }
        unread = ByteString.fromByteBuffer(in);
    }
}
