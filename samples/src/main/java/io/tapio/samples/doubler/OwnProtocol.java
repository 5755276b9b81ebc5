package io.tapio.samples.doubler;

import io.tapio.codec.Codec;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.protocol.Decoder;
import io.tapio.service.Service;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpServer;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/** Digits up to a line feed. What has been read of a number is kept here until the rest of it comes. */
final class Digits implements Decoder<Long> {
    private long number;

    @Override
    public @Nullable Long decode(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte next = in.get();
            if (next == '\n') {
                long whole = number;
                number = 0;
                return whole;
            }
            number = Math.addExact(Math.multiplyExact(number, 10), Integer.parseInt(Character.toString(next)));
        }
        return null;
    }
}

public final class OwnProtocol {
    private static final Codec<Long, Long> NUMBERS = new Codec<>(
            Digits::new, () -> (number, out) -> out.writeDecimal(number).writeByte('\n'));

    static CompletionStage<ServerBinding> start(ActorSystem<?> system, String host, int port) {
        Service<Long, Long> doubler = Service.of(number -> Math.multiplyExact(number, 2));
        return TcpServer.create(system).bind(host, port, Pipeline.server(NUMBERS), doubler);
    }
}
