package io.tapio.testkit.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.AnyFilter;
import io.tapio.filter.Filter;
import io.tapio.service.Service;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The laws of filters as a test class: extend it, and say how to make the filter. */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class FilterContract {
    private static final Context.Key<String> USER = Context.Key.local("user");
    private static final int THREADS = 4;

    private final VirtualTimer timer = new VirtualTimer();
    private final HeldService<String, String> held = new HeldService<>();

    /** A new filter, in its usual settings. */
    protected abstract AnyFilter filter();

    private FilterLaws laws() {
        return new FilterLaws(filter(), Place.direct(timer));
    }

    private Service<String, String> around(Service<String, String> service) {
        Filter<String, String, String, String> filter = filter().make();
        return filter.apply(service);
    }

    @Test
    public void anAnswerGoesThrough() {
        laws().anAnswerGoesThrough();
    }

    @Test
    public void answersAreNotMixedUp() {
        laws().answersAreNotMixedUp();
    }

    @Test
    public void aFailureGoesThroughAndTheNextCallIsServed() {
        laws().aFailureGoesThroughAndTheNextCallIsServed();
    }

    @Test
    public void aServiceThatThrowsLeavesNothingTaken() {
        laws().aServiceThatThrowsLeavesNothingTaken();
    }

    @Test
    public void callsInARowAreServed() {
        laws().callsInARowAreServed();
    }

    @Test
    public void aCancelledCallDisturbsNoOther() {
        laws().aCancelledCallDisturbsNoOther();
    }

    @Test
    public void anAnswerThatIsThereIsThereForTheCallerAtOnce() {
        assertThat(around(Service.of(String::toUpperCase))
                        .call(Context.root(timer), "a")
                        .toCompletableFuture())
                .isCompletedWithValue("A");
    }

    @Test
    public void theCalleeHasTheCallersContextAndNoMoreTime() {
        Duration limit = Duration.ofSeconds(1);

        around(held).call(Context.root(timer).with(USER, "ada").withTimeout(limit), "a");

        Context callee = held.call(0).context();
        assertThat(callee.get(USER)).contains("ada");
        assertThat(callee.timer()).isSameAs(timer);
        assertThat(callee.deadline().orElseThrow().left(timer)).isLessThanOrEqualTo(limit);
    }

    @Test
    public void cancellingReachesTheCallee() {
        CancellationSource caller = new CancellationSource();
        around(held).call(Context.root(timer).withCancellation(caller), "a");

        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "enough"));

        assertThat(held.call(0).context().cancellation().cause()).isPresent();
    }

    @Test
    public void nothingIsScheduledForCallsThatHaveEnded() {
        Service<String, String> service = around(held);
        int before = timer.scheduled();
        for (int i = 0; i < 3; i++) {
            service.call(Context.root(timer), "call " + i);
            held.call(i).answer().complete("done");
        }

        assertThat(timer.scheduled()).isEqualTo(before);
    }

    @Test
    public void callsOfManyThreadsAreAllAnswered() throws InterruptedException {
        Service<String, String> service = around(Service.of(String::toUpperCase));
        AtomicInteger answered = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(new Thread(() -> {
                for (int call = 0; call < FilterLaws.MANY / THREADS; call++) {
                    service.call(Context.root(timer), "a").thenAccept(answer -> answered.addAndGet(1));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(answered).hasValue(THREADS * (FilterLaws.MANY / THREADS));
    }

    @Test
    public void aFailureIsTheCallees() {
        Failure failure = Failure.at(Where.PEER_REFUSED, Processed.YES, "no").withDetail("code", "7");

        var answer = around((context, request) -> CompletableFuture.failedFuture(failure))
                .call(Context.root(timer), "a");

        Failure arrived = Failure.of(
                answer.toCompletableFuture().handle((value, thrown) -> thrown).join());
        assertThat(arrived.where()).isEqualTo(failure.where());
        assertThat(arrived.processed()).isEqualTo(failure.processed());
        assertThat(arrived).hasMessage(failure.getMessage());
        assertThat(arrived.detail()).containsEntry("code", "7");
    }
}
