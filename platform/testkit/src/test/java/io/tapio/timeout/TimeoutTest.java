package io.tapio.timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.retry.Counted;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.time.VirtualTimer;
import io.tapio.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeoutTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final VirtualTimer timer = new VirtualTimer();
    private final Context context = Context.root(timer);
    private final HeldService<String, String> held = new HeldService<>();
    private final TimeoutSettings settings = TimeoutSettings.load();
    private final Service<String, String> service = new Timeout<String, String>(LIMIT).apply(held);

    @Test
    void anAnswerInTimeGoesThrough() {
        var answer = call(context);

        timer.advance(LIMIT.minusNanos(1));
        held.call(0).answer().complete("done");

        assertThat(answer).isCompletedWithValue("done");
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void aFailureInTimeGoesThroughUnwrapped() {
        var answer = call(context);
        Failure refused = Failure.at(Where.PEER_REFUSED, Processed.NO, "busy");

        held.call(0).answer().completeExceptionally(refused);

        assertThat(failure(answer)).isSameAs(refused);
    }

    @Test
    void itsBoundStandsBeforeThoseOfWhatIsInside() {
        Service<String, String> twice = new Timeout<String, String>(Duration.ofSeconds(3)).apply(service);

        assertThat(Bounded.of(twice)).extracting(Bound::text).containsExactly("3 s", "2 s");
    }

    @Test
    void aCallWithoutAnAnswerFailsWhenItsTimeIsOver() {
        var answer = call(context);

        timer.advance(LIMIT.minusNanos(1));
        assertThat(answer).isNotDone();
        timer.advance(Duration.ofNanos(1));

        assertThat(failure(answer).where()).isEqualTo(Where.TIMEOUT);
        assertThat(failure(answer).processed()).isEqualTo(Processed.MAYBE);
        assertThat(failure(answer)).hasMessageContaining("2000 ms");
    }

    @Test
    void aCallWhoseTimeIsOverIsCancelled() {
        call(context);

        timer.advance(LIMIT);

        assertThat(held.call(0).context().cancellation().cause().orElseThrow().where())
                .isEqualTo(Where.TIMEOUT);
    }

    @Test
    void anAnswerThatComesLateIsDropped() {
        var answer = call(context);

        timer.advance(LIMIT);
        held.call(0).answer().complete("late");

        assertThat(failure(answer).where()).isEqualTo(Where.TIMEOUT);
    }

    @Test
    void theServiceSeesTheDeadline() {
        call(context);

        assertThat(held.call(0).context().deadline()).contains(Deadline.after(LIMIT, timer));
    }

    @Test
    void anEarlierDeadlineStays() {
        var answer = call(context.withTimeout(Duration.ofSeconds(1)));

        timer.advance(Duration.ofSeconds(1));

        assertThat(failure(answer)).hasMessageContaining("1000 ms");
        assertThat(failure(answer).where()).isEqualTo(Where.TIMEOUT);
    }

    @Test
    void aDeadlineThatHasPassedFailsTheCallAtTheNextTick() {
        Context late = context.withTimeout(Duration.ofSeconds(1));
        timer.advance(Duration.ofSeconds(3));

        var answer = call(late);
        timer.advance(Duration.ZERO);

        assertThat(failure(answer).where()).isEqualTo(Where.TIMEOUT);
    }

    @Test
    void aCallThatIsCompleteWhenItReturnsCostsNoTimer() {
        Service<String, String> ready = new Timeout<String, String>(LIMIT).apply(Service.of(line -> line));

        assertThat(ready.call(context, "a").toCompletableFuture()).isCompletedWithValue("a");

        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void aCallerThatLeavesCancelsTheCall() {
        CancellationSource caller = new CancellationSource();
        call(context.withCancellation(caller));

        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind"));

        assertThat(held.call(0).context().cancellation().isCancelled()).isTrue();
    }

    @Test
    void aCallThatHasItsAnswerIsNotCancelledAnyMore() {
        CancellationSource caller = new CancellationSource();
        call(context.withCancellation(caller));

        held.call(0).answer().completeExceptionally(new IOException("broken"));
        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind"));

        assertThat(held.call(0).context().cancellation().isCancelled()).isFalse();
    }

    @Test
    void aCallThatThrowsCostsNoTimerAndIsNotCancelledAnyMore() {
        CancellationSource caller = new CancellationSource();
        CompletableFuture<Context> seen = new CompletableFuture<>();
        Service<String, String> throwing = new Timeout<String, String>(LIMIT).apply((timed, request) -> {
            seen.complete(timed);
            throw new IllegalStateException("thrown");
        });

        assertThatThrownBy(() -> throwing.call(context.withCancellation(caller), "a"))
                .hasMessage("thrown");
        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind"));

        assertThat(seen.join().cancellation().isCancelled()).isFalse();
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void aFailureSaysHowLongItTookAndWhatWasLeft() {
        Service<String, String> total = Timeout.<String, String>total(settings).apply(held);
        var own = total.call(context, "a").toCompletableFuture();
        var others = total.call(context.withTimeout(Duration.ofSeconds(4)), "a").toCompletableFuture();

        timer.advance(Duration.ofSeconds(15));

        assertThat(failure(own)).hasMessage("no answer within 15000 ms (tapio.timeout.client.total)");
        assertThat(failure(own).elapsed()).contains(Duration.ofSeconds(15));
        assertThat(failure(others))
                .hasMessage("no answer within 4000 ms, all that its deadline had left of 15000 ms"
                        + " (tapio.timeout.client.total)");
        assertThat(failure(others).elapsed()).contains(Duration.ofSeconds(4));
    }

    @Test
    void eachLimitHasItsOwnKey() {
        assertThat(settings)
                .isEqualTo(new TimeoutSettings(
                        Optional.of(Duration.ofSeconds(10)), Optional.of(Duration.ofSeconds(15)), Optional.empty()));
        assertThat(Stream.of(Timeout.request(settings), Timeout.total(settings), Timeout.attempt(settings))
                        .flatMap(timeout -> timeout.bounds().stream()))
                .extracting(Bound::key, Bound::text)
                .containsExactly(
                        tuple("tapio.timeout.server.request", "10 s"),
                        tuple("tapio.timeout.client.total", "15 s"),
                        tuple("tapio.timeout.client.attempt", "off"));
    }

    @Test
    void aLimitThatIsOffLeavesTheServiceAsItIs() {
        assertThat(Timeout.<String, String>attempt(settings).apply(held)).isSameAs(held);
    }

    @Test
    void anAttemptEndsBeforeTheCallDoes() {
        Service<String, String> both = Timeout.<String, String>total(settings)
                .andThen(Timeout.<String, String>attempt(settings.withAttempt(Duration.ofSeconds(1))))
                .apply(held);
        var answer = both.call(context, "a").toCompletableFuture();

        timer.advance(Duration.ofSeconds(1));

        assertThat(failure(answer)).hasMessage("no answer within 1000 ms (tapio.timeout.client.attempt)");
    }

    @Test
    void whatTookTooLongIsCountedByItsLimit() {
        Counted stats = new Counted();
        Timeout.<String, String>total(settings).withStats(stats).apply(held).call(context, "a");
        Timeout.<String, String>request(settings).withStats(stats).apply(held).call(context, "b");
        held.call(1).answer().complete("in time");

        timer.advance(Duration.ofSeconds(15));

        assertThat(stats.of(Timeout.EXPIRED, "total")).isEqualTo(1);
        assertThat(stats.of(Timeout.EXPIRED, "request")).isZero();
    }

    @Test
    void aLimitMustBeLongerThanNothing() {
        assertThatThrownBy(() -> new Timeout<>(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Timeout<>(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    private CompletableFuture<String> call(Context context) {
        return service.call(context, "request").toCompletableFuture();
    }

    private static Failure failure(CompletableFuture<String> answer) {
        return (Failure) answer.handle((value, thrown) -> thrown).join();
    }
}
