package io.tapio.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PermitTest extends Gates {
    @AfterEach
    void everyPermitIsBackAndNothingIsScheduled() {
        assertThat(places.taken()).isZero();
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void itIsBackWhenItsCallIsAnswered() {
        var answer = call("a");
        assertThat(places.taken()).isOne();

        held.call(0).answer().complete("A");

        assertThat(answer).isCompletedWithValue("A");
        assertThat(places.outcomes()).containsExactly(Outcome.ANSWERED);
    }

    @Test
    void itIsBackBeforeTheCallerHearsOfTheAnswer() {
        CompletableFuture<Integer> taken = call("a").thenApply(answer -> places.taken());

        held.call(0).answer().complete("A");

        assertThat(taken).isCompletedWithValue(0);
    }

    @Test
    void itIsBackWhenItsCallFails() {
        var answer = call("a");
        Failure broken = Failure.at(Where.SERVICE, Processed.YES, "broken");

        held.call(0).answer().completeExceptionally(broken);

        assertThat(failure(answer)).isSameAs(broken);
        assertThat(places.outcomes()).containsExactly(Outcome.FAILED);
    }

    @Test
    void aFailureOfTooMuchLoadIsADrop() {
        call("a");
        call("b");

        held.call(0).answer().completeExceptionally(Failure.at(Where.TIMEOUT, Processed.MAYBE, "late"));
        held.call(1).answer().completeExceptionally(Failure.at(Where.QUEUE, Processed.NO, "full"));

        assertThat(places.outcomes()).containsExactly(Outcome.DROPPED, Outcome.DROPPED);
    }

    @Test
    void itIsBackWhenTheServiceThrows() {
        Service<String, String> throwing = behind(settings, (context, request) -> {
            throw new IllegalStateException("thrown");
        });

        assertThatThrownBy(() -> throwing.call(context, "a")).hasMessage("thrown");
    }

    @Test
    @SuppressWarnings("NullAway") // what a service must not do
    void itIsBackWhenTheServiceReturnsNothing() {
        Service<String, String> empty = behind(settings, (context, request) -> null);

        assertThatThrownBy(() -> empty.call(context, "a")).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aCallThatIsCompleteWhenItReturnsIsReturnedAsItIs() {
        CompletableFuture<String> complete = CompletableFuture.completedFuture("A");
        CompletableFuture<String> broken = CompletableFuture.failedFuture(new IllegalStateException("broken"));

        assertThat(behind(settings, (context, request) -> complete).call(due, "a"))
                .isSameAs(complete);
        assertThat(behind(settings, (context, request) -> broken).call(due, "a"))
                .isSameAs(broken);
        assertThat(places.outcomes()).containsExactly(Outcome.AT_ONCE, Outcome.FAILED);
    }

    @Test
    void itIsBackWhenTheCallerLeaves() {
        var answer = call(leaving, "a");

        caller.cancel(LEFT);

        assertThat(failure(answer)).isSameAs(LEFT);
        assertThat(places.taken()).isZero();
        held.call(0).answer().complete("nobody hears this");
    }

    @Test
    void itIsBackWhenTheDeadlinePasses() {
        var answer = call(due, "a");

        pass(299);
        assertThat(places.taken()).isOne();
        pass(1);

        assertThat(failure(answer).where()).isEqualTo(Where.TIMEOUT);
        assertThat(failure(answer).processed()).isEqualTo(Processed.MAYBE);
        assertThat(places.outcomes()).containsExactly(Outcome.DROPPED);
        held.call(0).answer().complete("late");
    }

    @Test
    void aCallThatIsCancelledBeforeItIsMadeStillGivesBackItsPermit() {
        caller.cancel(LEFT);

        assertThat(failure(call(leaving, "a"))).isSameAs(LEFT);
    }

    @Test
    void whoHoldsOneMakesItsCallWheneverItWants() {
        var ready = acquire(context);
        pass(5000);
        var answer = ready.call("a").toCompletableFuture();
        assertThat(places.taken()).isOne();

        held.call(0).answer().complete("A");

        assertThat(answer).isCompletedWithValue("A");
    }

    @Test
    void oneThatIsNotUsedIsGivenBack() {
        acquire(context).release();

        assertThat(places.outcomes()).containsExactly(Outcome.UNUSED);
    }

    @Test
    void givingItBackTwiceDoesNothing() {
        var ready = acquire(context);
        var other = acquire(context);

        ready.release();
        ready.release();

        assertThat(places.taken()).isOne();
        other.release();
    }

    @Test
    void givingItBackWhenItIsUsedDoesNothing() {
        var ready = acquire(context);
        ready.call("a");

        ready.release();

        assertThat(places.taken()).isOne();
        held.call(0).answer().complete("A");
    }

    @Test
    void usingItTwiceIsRefused() {
        var ready = acquire(context);
        ready.call("a");

        Failure second = failure(ready.call("b"));

        assertThat(second.where()).isEqualTo(Where.QUEUE);
        assertThat(second.isSafeToRetry()).isTrue();
        assertThat(held.requests()).containsExactly("a");
        held.call(0).answer().complete("A");
    }

    @Test
    void usingItWhenItWasGivenBackIsRefused() {
        var ready = acquire(context);
        ready.release();

        assertThat(failure(ready.call("a")).where()).isEqualTo(Where.QUEUE);
        assertThat(held.requests()).isEmpty();
    }

    @Test
    void oneThatIsHeldTooLongIsGivenBack() {
        var ready = acquire(context);

        pass(10_000);

        assertThat(places.taken()).isZero();
        assertThat(failure(ready.call("a"))).hasMessageContaining("10000 ms (tapio.admission.waiting.max-unused)");
    }

    @Test
    void oneThatIsHeldIsGivenBackWhenItsContextIsDue() {
        acquire(due);

        pass(300);

        assertThat(places.taken()).isZero();
    }

    @Test
    void oneThatIsHeldIsGivenBackWhenItsContextIsCancelled() {
        acquire(leaving);

        caller.cancel(LEFT);

        assertThat(places.taken()).isZero();
    }

    @Test
    void oneThatWasWaitedForInVainIsGivenBack() {
        acquire(due);
        acquire(due);
        var waiting = service.acquire(context).toCompletableFuture();

        waiting.cancel(false);
        pass(300);

        assertThat(places.taken()).isZero();
    }

    @Test
    void thoseThatHoldAllDoNotKeepOthersFromTheirs() {
        Admission<String, String> patient = behind(settings.withMaxWait(Duration.ofMinutes(1)), held);
        patient.acquire(context);
        patient.acquire(context);
        var third = patient.acquire(context).toCompletableFuture();

        pass(10_000);

        assertThat(third).isCompleted();
        third.join().release();
    }
}
