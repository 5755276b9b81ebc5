package io.tapio.testkit.dispatch;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.function.Predicate;

/**
 * Codecs for the other end of a pipelined protocol, in the words in which the laws speak. They have no ids: 0 is read,
 * and none is written. The other end of a multiplexed protocol needs none of this.
 */
public final class Peers {
    private Peers() {}

    /**
     * Speaks with a server.
     *
     * @param client the codec of the protocol's client
     * @param isError whether a reply is the protocol's error
     */
    public static Codec<Message<String>, Message<String>> ofServer(
            Codec<String, String> client, Predicate<String> isError) {
        return client.map(reply -> isError.test(reply) ? error(reply) : new Message.Reply<>(0, reply), Peers::body);
    }

    /** Speaks with a client. @param server the codec of the protocol's server */
    public static Codec<Message<String>, Message<String>> ofClient(Codec<String, String> server) {
        return server.map(request -> new Message.Request<>(0, request), Peers::body);
    }

    private static Message<String> error(String reply) {
        return new Message.Error<>(0, Failure.at(Where.SERVICE, Processed.YES, reply));
    }

    private static String body(Message<String> message) {
        if (message instanceof Message.Request<String> request) {
            return request.body();
        } else if (message instanceof Message.Reply<String> reply) {
            return reply.body();
        }
        throw new IllegalArgumentException("a pipelined protocol has no frame for " + message);
    }
}
