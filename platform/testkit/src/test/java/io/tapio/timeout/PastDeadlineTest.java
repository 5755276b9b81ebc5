package io.tapio.timeout;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.retry.Counted;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PastDeadlineTest {
    private final VirtualTimer timer = new VirtualTimer();
    private final Context context = Context.root(timer);
    private final Context due = context.withTimeout(Duration.ofSeconds(1));
    private final HeldService<String, String> held = new HeldService<>();
    private final Counted stats = new Counted();
    private final Service<String, String> service =
            new PastDeadline<String, String>().withStats(stats).apply(held);

    @Test
    void aCallThatHasTimeIsMade() {
        timer.advance(Duration.ofSeconds(1).minusNanos(1));

        service.call(due, "a");
        service.call(context, "b");

        assertThat(held.requests()).containsExactly("a", "b");
        assertThat(stats.of(PastDeadline.REFUSED)).isZero();
    }

    @Test
    void aCallWhoseDeadlineHasPassedIsRefusedAndCounted() {
        timer.advance(Duration.ofMillis(1250));

        Failure failure = failure(service.call(due, "a"));

        assertThat(failure).hasMessage("its deadline had passed 250 ms before it could begin");
        assertThat(failure.where()).isEqualTo(Where.TIMEOUT);
        assertThat(failure.isSafeToRetry()).isTrue();
        assertThat(held.requests()).isEmpty();
        assertThat(stats.of(PastDeadline.REFUSED)).isEqualTo(1);
    }

    @Test
    void aCallThatArrivesWithoutTimeIsRefused() {
        timer.advance(Duration.ofSeconds(2));
        Context there = due.toSend().into(Context.root(new VirtualTimer()));

        assertThat(failure(service.call(there, "a")).where()).isEqualTo(Where.TIMEOUT);
    }

    @Test
    void itsBoundsAreThoseOfWhatIsInside() {
        Service<String, String> timed = new Timeout<String, String>(Duration.ofSeconds(2)).apply(held);

        assertThat(Bounded.of(new PastDeadline<String, String>().apply(timed)))
                .extracting(Bound::text)
                .containsExactly("2 s");
    }

    private static Failure failure(CompletionStage<String> answer) {
        return (Failure)
                answer.handle((value, thrown) -> thrown).toCompletableFuture().join();
    }
}
