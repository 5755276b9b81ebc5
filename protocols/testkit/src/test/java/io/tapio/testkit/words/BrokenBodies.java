package io.tapio.testkit.words;

import io.tapio.body.Body;
import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.dispatch.streaming.multiplex.Frame;
import io.tapio.failure.Failure;
import io.tapio.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Mistakes that a server's service or a client's calls can make with bodies. */
final class BrokenBodies {
    private BrokenBodies() {}

    /** Something that is done to one side's messages. */
    interface Mistake
            extends Filter<
                    Streamed<String, String>,
                    Streamed<String, String>,
                    Streamed<String, String>,
                    Streamed<String, String>> {}

    static Mistake gatheringRequests() {
        return next -> (context, request) -> gathered(request).thenCompose(whole -> next.call(context, whole));
    }

    static Mistake gatheringReplies() {
        return next -> (context, request) -> next.call(context, request).thenCompose(BrokenBodies::gathered);
    }

    private static CompletionStage<Streamed<String, String>> gathered(Streamed<String, String> message) {
        return message.body()
                .all(Long.MAX_VALUE, String::length)
                .thenApply(chunks -> new Streamed<>(message.head(), Body.of(chunks)));
    }

    /** Takes whatever ends a body for its end. */
    static Mistake trustingRequests() {
        return next -> (context, request) -> next.call(context, trusting(request));
    }

    static Mistake trustingReplies() {
        return next -> (context, request) -> next.call(context, request).thenApply(BrokenBodies::trusting);
    }

    private static Streamed<String, String> trusting(Streamed<String, String> message) {
        return new Streamed<>(message.head(), new Trusting(message.body()));
    }

    /** Gives every message the body of the first. */
    static Mistake confusingRequests() {
        List<Body<String>> bodies = new ArrayList<>();
        return next -> (context, request) -> next.call(context, confused(bodies, request));
    }

    static Mistake confusingReplies() {
        List<Body<String>> bodies = new ArrayList<>();
        return next -> (context, request) -> next.call(context, request).thenApply(reply -> confused(bodies, reply));
    }

    private static Streamed<String, String> confused(List<Body<String>> bodies, Streamed<String, String> message) {
        bodies.add(message.body());
        return new Streamed<>(message.head(), bodies.get(0));
    }

    /** Gives the first call the answer of the second, and the second that of the first. */
    static Mistake swappingAnswers() {
        List<CompletionStage<Streamed<String, String>>> answers = new ArrayList<>();
        CompletableFuture<Streamed<String, String>> first = new CompletableFuture<>();
        return next -> (context, request) -> {
            answers.add(next.call(context, request));
            if (answers.size() == 2) {
                answers.get(1).thenAccept(first::complete);
            }
            return answers.size() == 1 ? first : answers.get(0);
        };
    }

    /** Reads pieces of bodies that nobody has as messages that nobody needs to mind. */
    static Codec<Frame<String, String>, Frame<String, String>> forgiving() {
        return FrameWords.codec()
                .map(
                        frame -> frame instanceof Frame.Chunk<String, String> chunk && chunk.id() >= 7
                                ? new Frame.OneWay<>(chunk.chunk())
                                : frame,
                        frame -> frame);
    }

    private record Trusting(Body<String> body) implements Body<String> {
        @Override
        public CompletionStage<@Nullable String> next() {
            return body.next().exceptionally(thrown -> null);
        }

        @Override
        public void cancel(Failure why) {
            body.cancel(why);
        }

        @Override
        public boolean isEmpty() {
            return body.isEmpty();
        }
    }
}
