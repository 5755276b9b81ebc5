package io.tapio.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingTest extends Gates {
    /** Nobody waits yet. */
    @BeforeEach
    void allPlacesAreTaken() {
        call("a");
        call("b");
    }

    private void answer(int call) {
        held.call(call).answer().complete("done");
    }

    @Test
    void aCallBeyondTheLimitWaitsForTheNextPermit() {
        var third = call("c");
        assertThat(held.requests()).containsExactly("a", "b");

        answer(1);
        assertThat(held.requests()).containsExactly("a", "b", "c");
        answer(2);

        assertThat(third).isCompletedWithValue("done");
        assertThat(counted.count("tapio.admission.wait.duration[test]")).isOne();
    }

    @Test
    void callsAreServedInTheOrderInWhichTheyCame() {
        call("c");
        call("d");

        answer(0);
        answer(1);

        assertThat(held.requests()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whoComesDoesNotOvertakeWhoWaits() {
        call("c");
        CompletableFuture<String> again = call("d");

        answer(0);
        call("e");
        answer(1);

        assertThat(held.requests()).containsExactly("a", "b", "c", "d");
        assertThat(again).isNotDone();
    }

    @Test
    void oneMoreThanMayWaitIsRefusedAtOnce() {
        call("c");
        call("d");

        Failure full = failure(call("e"));

        assertThat(full.where()).isEqualTo(Where.QUEUE);
        assertThat(full.isSafeToRetry()).isTrue();
        assertThat(full)
                .hasMessage("call 3 to wait for one of 2 places, where 2 may (tapio.admission.waiting.max-waiting)");
        assertThat(refused("full")).isOne();
        assertThat(waiting()).isEqualTo(2);
    }

    @Test
    void withoutAPlaceToWaitEveryCallBeyondTheLimitIsRefused() {
        var shedding = behind(settings.withoutWaiting(), held);

        assertThat(failure(shedding.call(context, "c")).where()).isEqualTo(Where.QUEUE);
        assertThat(failure(shedding.acquire(context)).where()).isEqualTo(Where.QUEUE);
        assertThat(refused("full")).isEqualTo(2);
    }

    @Test
    void aCallThatHasWaitedForAsLongAsItMayIsRefused() {
        var third = call("c");

        pass(999);
        assertThat(third).isNotDone();
        pass(1);

        assertThat(failure(third).where()).isEqualTo(Where.QUEUE);
        assertThat(failure(third))
                .hasMessage("no place among 2 places within 1000 ms (tapio.admission.waiting.max-wait)");
        assertThat(refused("waited")).isOne();
        assertThat(waiting()).isZero();
    }

    @Test
    void aCallThatIsDueWhileItWaitsLeavesAtOnce() {
        var third = call(due, "c");

        pass(300);

        assertThat(failure(third).where()).isEqualTo(Where.TIMEOUT);
        assertThat(failure(third).isSafeToRetry()).isTrue();
        assertThat(refused("deadline")).isOne();
        assertThat(waiting()).isZero();
    }

    @Test
    void aCallThatIsDueAlreadyDoesNotWait() {
        pass(300);

        assertThat(failure(call(due, "c")).where()).isEqualTo(Where.TIMEOUT);
        assertThat(refused("deadline")).isOne();
    }

    @Test
    void aCallWhoseCallerLeavesGivesItsPlaceToTheNext() {
        var third = call(leaving, "c");
        call("d");

        caller.cancel(LEFT);
        answer(0);

        assertThat(failure(third).where()).isEqualTo(Where.CANCELLED);
        assertThat(failure(third).isSafeToRetry()).isTrue();
        assertThat(held.requests()).containsExactly("a", "b", "d");
        assertThat(refused("cancelled")).isOne();
    }

    @Test
    void aCallThatIsCancelledAlreadyDoesNotWait() {
        caller.cancel(LEFT);

        assertThat(failure(call(leaving, "c")).where()).isEqualTo(Where.CANCELLED);
        assertThat(waiting()).isZero();
    }

    @Test
    void aCallThatWaitedAndThenThrowsFails() {
        var throwing = this.<String, String>behind(settings, (context, request) -> {
            if (request.equals("throw")) {
                throw new IllegalStateException("thrown");
            }
            return held.call(context, request);
        });
        answer(0);
        answer(1);
        throwing.call(context, "c");
        throwing.call(context, "d");
        var third = throwing.call(context, "throw");

        answer(2);

        assertThat(failure(third)).hasRootCauseMessage("thrown");
        assertThat(places.taken()).isOne();
    }

    @Test
    void thousandsThatAreCompleteAtOnceNeedNoStack() {
        List<String> order = new ArrayList<>();
        var service = this.<String, String>behind(settings.withMaxWaiting(20_000), (context, request) -> {
            order.add(request);
            return request.equals("slow") ? held.call(context, request) : CompletableFuture.completedFuture(request);
        });
        answer(0);
        answer(1);
        service.call(context, "slow");
        service.call(context, "slow");
        CompletableFuture<?>[] all = IntStream.range(0, 10_000)
                .mapToObj(i -> service.call(context, "fast")
                        .thenCompose(answer -> service.call(context, "again"))
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);

        answer(2);

        assertThat(CompletableFuture.allOf(all)).isCompleted();
        assertThat(order).hasSize(20_002);
        assertThat(places.taken()).isOne();
    }

    /** With controlled delay, room for a hundred and both places taken, by c and d: the calls 2 and 3. */
    private Admission<String, String> crowdable() {
        answer(0);
        answer(1);
        CoDel coDel = new CoDel(Duration.ofMillis(5), Duration.ofMillis(100));
        Admission<String, String> service = behind(settings.withMaxWaiting(100).withShedding(coDel), held);
        service.call(context, "c");
        service.call(context, "d");
        return service;
    }

    @Test
    void whenTheRoomIsAlwaysInUseCallsWaitForTheTargetOnlyAndTheNewestIsServedFirst() {
        Admission<String, String> service = crowdable();
        CompletionStage<String> first = service.call(context, "first");
        pass(99);
        service.call(context, "second");
        pass(1);

        service.call(context, "third");
        service.call(context, "fourth");
        assertThat(failure(first))
                .hasMessageContaining("within 5 ms")
                .hasMessageContaining("100 ms (tapio.admission.waiting.target and .interval)");
        answer(2);
        answer(3);

        assertThat(held.requests()).endsWith("c", "d", "fourth", "third");
        assertThat(refused("shed")).isOne();
        assertThat(waiting()).isOne();
    }

    @Test
    void aCallThatComesToACrowdedRoomIsShedWhenItHasWaitedForTheTarget() {
        Admission<String, String> service = crowdable();
        service.call(context, "old");
        pass(98);
        service.call(context, "not that old");
        pass(3);
        CompletionStage<String> last = service.call(context, "last");

        pass(5);

        assertThat(failure(last).where()).isEqualTo(Where.QUEUE);
        assertThat(refused("shed")).isEqualTo(2);
    }

    @Test
    void aRoomThatIsEmptyBecauseItShedsIsStillCrowded() {
        Admission<String, String> service = crowdable();
        service.call(context, "old");
        pass(100);
        service.call(context, "shed"); // and the old one with it
        pass(5);
        assertThat(waiting()).isZero();

        CompletionStage<String> next = service.call(context, "next");
        pass(5);

        assertThat(failure(next).where()).isEqualTo(Where.QUEUE);
        assertThat(refused("shed")).isEqualTo(3);
    }

    @Test
    void aRoomIsCrowdedNoMoreWhenAPermitComesBackForWhichNobodyWaits() {
        Admission<String, String> service = crowdable();
        service.call(context, "old");
        pass(100);
        service.call(context, "shed");
        pass(5);
        answer(2);
        service.call(context, "e");

        CompletionStage<String> next = service.call(context, "next");
        pass(5);

        assertThat(next.toCompletableFuture()).isNotDone();
    }

    @Test
    void aRoomThatWasEmptyTakesUpABurstInOrder() {
        Admission<String, String> service = crowdable();
        pass(1000);
        service.call(context, "e");
        service.call(context, "f");
        pass(99);

        answer(2);
        answer(3);

        assertThat(held.requests()).endsWith("c", "d", "e", "f");
    }
}
