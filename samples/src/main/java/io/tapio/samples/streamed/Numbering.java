package io.tapio.samples.streamed;

import io.tapio.body.Body;
import io.tapio.body.Streamed;
import io.tapio.context.Context;
import io.tapio.service.Service;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Answers a body with the same lines, numbered: the first leaves before the last has come. A line without a body is
 * answered with its length.
 */
record Numbering(ActorSystem<?> system) implements Service<Streamed<String, String>, Streamed<String, String>> {
    @Override
    public CompletionStage<Streamed<String, String>> call(Context context, Streamed<String, String> request) {
        Body<String> body = request.body();
        return CompletableFuture.completedFuture(
                body.isEmpty()
                        ? Streamed.of(request.head().length() + " characters")
                        : new Streamed<>(request.head(), numbered(body)));
    }

    private Body<String> numbered(Body<String> lines) {
        return Body.from(lines.source().zipWithIndex().map(line -> line.second() + 1 + " " + line.first()), system);
    }
}
