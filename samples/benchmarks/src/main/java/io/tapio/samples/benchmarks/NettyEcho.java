package io.tapio.samples.benchmarks;

import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Message;

/** The same codec and the same service on Netty. */
final class NettyEcho {
    private NettyEcho() {}

    /** @param args the port and the number of event loops */
    public static void main(String[] args) throws InterruptedException {
        NettyServer.run(args, NettyEcho::exchange);
    }

    private static Exchange<Message<byte[]>, Message<byte[]>> exchange(Peer peer) {
        Context context = Exchange.contextOf(peer);
        return new Exchange<>(Calls.CODEC, peer, message -> {
            var request = (Message.Request<byte[]>) message;
            return new Message.Reply<>(request.id(), Exchange.now(Calls.ECHO.call(context, request.body())));
        });
    }
}
