package io.tapio.admission;

import com.typesafe.config.ConfigFactory;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the tests of a gate begin with: two places, two that may wait for a second, and a service that waits to answer.
 */
abstract class Gates {
    static final Failure LEFT = Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind");

    final VirtualTimer timer = new VirtualTimer();
    final Context context = Context.root(timer);
    final CancellationSource caller = new CancellationSource();
    final Context leaving = context.withCancellation(caller);
    final Context due = context.withTimeout(Duration.ofMillis(300));
    final HeldService<String, String> held = new HeldService<>();
    final Places places = new Places(2);
    final Counted counted = new Counted();
    final WaitingSettings settings = WaitingSettings.from(ConfigFactory.load(), "tapio.admission.waiting")
            .withMaxWaiting(2);
    final Admission<String, String> service = behind(settings, held);

    final <Q, A> Admission<Q, A> behind(WaitingSettings settings, Service<Q, A> next) {
        return new Gate("test", places, List.of(), settings, counted).before(next);
    }

    final CompletableFuture<String> call(String request) {
        return call(context, request);
    }

    final CompletableFuture<String> call(Context context, String request) {
        return service.call(context, request).toCompletableFuture();
    }

    final Ready<String, String> acquire(Context context) {
        return service.acquire(context).toCompletableFuture().join();
    }

    final void pass(long millis) {
        timer.advance(Duration.ofMillis(millis));
    }

    static Failure failure(CompletionStage<?> answer) {
        return (Failure)
                answer.handle((value, thrown) -> thrown).toCompletableFuture().join();
    }

    final long refused(String reason) {
        return counted.count("tapio.admission.refused[test, " + reason + "]");
    }

    final long waiting() {
        return counted.gauge("tapio.admission.waiting[test]");
    }
}
