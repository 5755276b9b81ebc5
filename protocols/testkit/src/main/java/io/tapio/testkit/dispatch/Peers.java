package io.tapio.testkit.dispatch;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.streaming.multiplex.Frame;
import io.tapio.dispatch.streaming.multiplex.Frame.Half;
import io.tapio.dispatch.streaming.pipeline.Part;
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

    /** Speaks with the server of a pipelined protocol with bodies, as {@link #ofServer} does. */
    public static Codec<Frame<String, String>, Frame<String, String>> ofStreamingServer(
            Codec<Part<String, String>, Part<String, String>> client, Predicate<String> isError) {
        return client.map(
                part -> part instanceof Part.Head<String, String> head
                        ? isError.test(head.head())
                                ? new Frame.Error<>(0, failure(head.head()))
                                : new Frame.Reply<>(0, head.head(), head.hasBody())
                        : piece(part, Half.REPLY),
                Peers::part);
    }

    /** Speaks with the client of a pipelined protocol with bodies, as {@link #ofClient} does. */
    public static Codec<Frame<String, String>, Frame<String, String>> ofStreamingClient(
            Codec<Part<String, String>, Part<String, String>> server) {
        return server.map(
                part -> part instanceof Part.Head<String, String> head
                        ? new Frame.Request<>(0, head.head(), head.hasBody())
                        : piece(part, Half.REQUEST),
                Peers::part);
    }

    private static Frame<String, String> piece(Part<String, String> part, Half of) {
        if (part instanceof Part.Chunk<String, String> chunk) {
            return new Frame.Chunk<>(0, of, chunk.chunk());
        } else if (part instanceof Part.Broken<String, String> broken) {
            return of == Half.REQUEST ? new Frame.Broken<>(0, broken.why()) : new Frame.Error<>(0, broken.why());
        }
        return new Frame.End<>(0, of);
    }

    private static Part<String, String> part(Frame<String, String> frame) {
        if (frame instanceof Frame.Request<String, String> request) {
            return new Part.Head<>(request.head(), request.hasBody());
        } else if (frame instanceof Frame.Reply<String, String> reply) {
            return new Part.Head<>(reply.head(), reply.hasBody());
        } else if (frame instanceof Frame.Chunk<String, String> chunk) {
            return new Part.Chunk<>(chunk.chunk());
        } else if (frame instanceof Frame.End) {
            return new Part.End<>();
        }
        throw new IllegalArgumentException("a pipelined protocol has no part for " + frame);
    }

    private static Message<String> error(String reply) {
        return new Message.Error<>(0, failure(reply));
    }

    private static Failure failure(String reply) {
        return Failure.at(Where.SERVICE, Processed.YES, reply);
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
