package io.tapio.redis;

import io.tapio.codec.Codec;
import io.tapio.context.Context;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.Filter;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Push;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The Redis protocol, for servers and clients. */
public final class Redis {
    /**
     * The way to send a client what it did not ask for, such as {@link Reply.Push}: in the context of each call of a
     * {@link #server}.
     */
    public static final Context.Key<Push<Reply>> PUSHES = Context.Key.local("redis.pushes");

    private Redis() {}

    /** The server's side. The commands of a connection take effect one after the other; QUIT is the last. */
    public static ServerProtocol<Command, Reply> server(RedisSettings settings) {
        return Pipeline.server(serverCodec(settings), Redis::errorFrame)
                .withConcurrency(1)
                .withPushes(PUSHES, Redis::size)
                .withFaultFrame(Redis::errorFrame)
                .withLast(command -> command.is(0, "quit"));
    }

    /** About what a message takes while it waits: the bytes in it. */
    private static long size(Reply message) {
        long size = 0;
        if (message instanceof Reply.Push push) {
            for (Reply item : push.items()) {
                size += item instanceof Reply.Bulk bulk ? bulk.bytes().length : 0;
            }
        }
        return size;
    }

    /** The client's side. An error reply is a reply like any other; {@link #failingErrors} makes it a failure. */
    public static ClientProtocol<Command, Reply> client(RedisSettings settings) {
        return client(settings, push -> {});
    }

    /**
     * As {@link #client(RedisSettings)}, for subscriptions: begin with {@code HELLO 3}, because RESP 2 does not tell
     * messages from replies. A SUBSCRIBE is answered by the confirmation of its last name.
     *
     * @param pushes takes the messages of each connection in their order, on the connection's thread; never blocks
     */
    public static ClientProtocol<Command, Reply> client(RedisSettings settings, Consumer<? super Reply.Push> pushes) {
        return Pipeline.client(clientCodec(settings)).withPushes(connection -> new Pushes(pushes));
    }

    /** Commands in, replies out: what {@link #server} stands on, for a dispatch of one's own. */
    public static Codec<Command, Reply> serverCodec(RedisSettings settings) {
        return new Codec<>(() -> new CommandDecoder(settings), ReplyEncoder::new, settings);
    }

    /** Replies in, commands out: what {@link #client} stands on. */
    public static Codec<Reply, Command> clientCodec(RedisSettings settings) {
        return new Codec<>(() -> new ReplyDecoder(settings), CommandEncoder::new, settings.and(settings.replyDepth()));
    }

    /**
     * A client that fails a call whose reply is an error: at {@code SERVICE}, with the reply's text as message and as
     * detail {@code redis.error}, so that a Redis server in front of it hands on the same words.
     */
    public static Filter<Command, Reply, Command, Reply> failingErrors() {
        return service -> (context, command) -> {
            CompletableFuture<Reply> result = new CompletableFuture<>();
            service.call(context, command).whenComplete((reply, thrown) -> {
                if (thrown != null) {
                    result.completeExceptionally(Failure.of(thrown));
                } else if (bare(reply) instanceof Reply.Error error) {
                    result.completeExceptionally(failure(error));
                } else {
                    result.complete(reply);
                }
            });
            return result;
        };
    }

    private static Reply bare(Reply reply) {
        Reply bare = reply;
        while (bare instanceof Reply.Attributed attributed) {
            bare = attributed.reply();
        }
        return bare;
    }

    private static Failure failure(Reply.Error error) {
        return Failure.at(Where.SERVICE, Processed.YES, error.text()).withDetail(Fault.REDIS_ERROR, error.text());
    }

    /**
     * What a client is told of a failed call: Redis' own words where there are some, else the failure's message. What
     * came from an exception says too much about this process, and becomes "internal error".
     */
    static Reply errorFrame(Failure failure) {
        String words = failure.detail().get(Fault.REDIS_ERROR);
        if (words != null) {
            return words.isEmpty() ? Reply.NONE : new Reply.Error(words);
        }
        String message = failure.getMessage();
        return new Reply.Error("ERR " + (message == null || failure.getCause() != null ? "internal error" : message));
    }
}
