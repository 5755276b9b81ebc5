package io.tapio.samples.multiplexed;

import io.tapio.context.Cancellation;
import io.tapio.context.Context;
import io.tapio.service.Service;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers a text when the milliseconds before it have passed: {@code 200 tea}. Forgets it when its caller leaves. */
final class Later implements Service<String, String> {
    private static final long LONGEST = Duration.ofMinutes(1).toMillis();

    @Override
    public CompletionStage<String> call(Context context, String request) {
        String[] parts = request.split(" ", 2);
        if (parts.length < 2 || !parts[0].matches("\\d{1,9}") || Long.parseLong(parts[0]) > LONGEST) {
            throw new IllegalArgumentException(
                    "a request is a number of milliseconds, up to " + LONGEST + ", and a text");
        }
        CompletableFuture<String> answer = new CompletableFuture<>();
        Timer.Scheduled alarm =
                context.timer().schedule(Duration.ofMillis(Long.parseLong(parts[0])), () -> answer.complete(parts[1]));
        Cancellation.Registration caller = context.cancellation().onCancel(left -> {
            alarm.cancel();
            answer.completeExceptionally(left);
        });
        answer.whenComplete((text, thrown) -> caller.close());
        return answer;
    }
}
