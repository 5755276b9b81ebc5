package io.tapio.samples.kv;

import io.tapio.context.Context;
import io.tapio.redis.Command;
import io.tapio.redis.Redis;
import io.tapio.redis.Reply;
import io.tapio.service.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A conversation with a server, command by command, with replies as a person would write them down. */
public final class Talk {
    private final FakeConnection connection;
    private final Service<Command, Reply> service;
    private final List<Reply> pushed = new ArrayList<>();
    private final Context context = Context.root().with(Redis.PUSHES, pushed::add);

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
        return service.call(context, command).toCompletableFuture().join();
    }

    /** What was pushed since it was last asked. */
    public List<String> pushed() {
        List<String> texts = pushed.stream().map(Talk::text).toList();
        pushed.clear();
        return texts;
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
        return textOfRare(reply);
    }

    private static String textOfRare(Reply reply) {
        if (reply instanceof Reply.Several several) {
            return several.replies().stream().map(Talk::text).collect(Collectors.joining(" "));
        } else if (reply instanceof Reply.Push push) {
            return push.items().stream().map(Talk::text).collect(Collectors.joining(", ", ">[", "]"));
        } else if (reply instanceof Reply.Set set) {
            return set.items().stream().map(Talk::text).collect(Collectors.joining(", ", "{", "}"));
        } else if (reply instanceof Reply.Map map) {
            return map.entries().stream()
                    .map(entry -> text(entry.key()) + ": " + text(entry.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (reply instanceof Reply.Double number) {
            return Double.toString(number.value());
        } else if (reply instanceof Reply.Verbatim verbatim) {
            return '"' + verbatim.text() + '"';
        } else if (reply instanceof Reply.Speaking speaking) {
            return text(speaking.reply());
        }
        return "nil";
    }
}
