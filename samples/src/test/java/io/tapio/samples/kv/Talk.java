package io.tapio.samples.kv;

import io.tapio.context.Context;
import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.service.Service;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A conversation with a server, command by command, with replies as a person would write them down. */
public final class Talk {
    private final FakeConnection connection;
    private final Service<Command, Reply> service;

    public Talk(Kv kv, HandTimer timer) {
        connection = new FakeConnection("test", timer);
        service = kv.open(connection).toCompletableFuture().join();
    }

    /** Sends the words of a line; {@code ''} is an empty one. */
    public String say(String line) {
        String[] words = line.split(" ");
        String[] arguments = Arrays.stream(words)
                .skip(1)
                .map(word -> word.equals("''") ? "" : word)
                .toArray(String[]::new);
        return text(send(Command.of(words[0], arguments)));
    }

    public Reply send(Command command) {
        return service.call(Context.root(), command).toCompletableFuture().join();
    }

    public void close() {
        connection.close();
    }

    public static String text(Reply reply) {
        if (reply instanceof Reply.Bulk bulk) {
            return '"' + bulk.text() + '"';
        } else if (reply instanceof Reply.Int number) {
            return Long.toString(number.value());
        } else if (reply instanceof Reply.Error error) {
            return "-" + error.text();
        } else if (reply instanceof Reply.Simple simple) {
            return simple.text();
        } else if (reply instanceof Reply.Array array) {
            return array.items().stream().map(Talk::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return reply == Reply.NONE ? "" : "nil";
    }
}
