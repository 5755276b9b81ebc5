package io.tapio.testkit.dispatch;

import io.tapio.context.Context;
import io.tapio.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A service whose calls wait for the test. Remembers those that have no answer yet, and how many there were.
 * Thread-safe.
 */
final class OpenCalls implements Service<String, String> {
    record Open(Context context, String request, CompletableFuture<String> answer) {
        void reply() {
            answer.complete(replyTo(request));
        }

        void fail() {
            answer.completeExceptionally(new IllegalStateException("no"));
        }
    }

    private final List<Open> open = new ArrayList<>();
    private int total;
    private int most;

    @Override
    public synchronized CompletionStage<String> call(Context context, String request) {
        Open call = new Open(context, request, new CompletableFuture<>());
        open.add(call);
        total++;
        most = Math.max(most, open.size());
        return call.answer;
    }

    /** What a request is answered with. */
    static String replyTo(String request) {
        return "re " + request;
    }

    synchronized List<Open> open() {
        return List.copyOf(open);
    }

    synchronized List<String> requests() {
        return open.stream().map(Open::request).toList();
    }

    /** Takes out one of them, if there is one, to be answered. */
    synchronized @Nullable Open take(int pick) {
        return open.isEmpty() ? null : open.remove(Math.floorMod(pick, open.size()));
    }

    void reply(int pick) {
        Open call = take(pick);
        if (call != null) {
            call.reply();
        }
    }

    /** Answers all that there are, the last first. */
    void replyToAll() {
        for (Open call = take(-1); call != null; call = take(-1)) {
            call.reply();
        }
    }

    synchronized int running() {
        return open.size();
    }

    synchronized int total() {
        return total;
    }

    synchronized int mostRunning() {
        return most;
    }
}
