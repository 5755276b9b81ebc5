package io.tapio.testkit.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.AnyFilter;
import io.tapio.service.Service;
import io.tapio.testkit.service.HeldService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * What a filter that has nothing to object does to calls, wherever it stands: nothing. Each method is one law, and
 * throws an AssertionError where it does not hold.
 *
 * @param filter in its usual settings, with room for at least one call at a time and {@link #MANY} in a row
 */
public record FilterLaws(AnyFilter filter, Place place) {
    /** The calls that are made in a row. */
    public static final int MANY = 50;

    private static final int TOGETHER = 5;

    /** An answer is the callee's, whether it comes at once or later. */
    public void anAnswerGoesThrough() {
        HeldService<String, String> held = new HeldService<>();
        Service<String, String> service = place.put(filter, held);
        var answer = call(service, "a");
        assertThat(answer).isNotDone();

        held.call(0).answer().complete("A");
        place.settle();

        assertThat(answer).isCompletedWithValue("A");
        assertThat(outcome(call(place.put(filter, Service.of(String::toUpperCase)), "b")))
                .isEqualTo("B");
    }

    /** Each of many calls gets its own answer, in whatever order they come. */
    public void answersAreNotMixedUp() {
        HeldService<String, String> held = new HeldService<>();
        Service<String, String> service = place.put(filter, held);
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < TOGETHER; i++) {
            answers.add(call(service, "call " + i));
        }
        for (int served = 0; served < TOGETHER; served++) {
            place.settle();
            var call = held.call(served);
            call.answer().complete("re " + call.request());
        }
        place.settle();

        for (int i = 0; i < TOGETHER; i++) {
            assertThat(answers.get(i)).isCompletedWithValue("re call " + i);
        }
    }

    /** A failure is a failure for the caller, and the next call is as good as the first. */
    public void aFailureGoesThroughAndTheNextCallIsServed() {
        Service<String, String> service = place.put(filter, failingOn("bad"));

        for (int i = 0; i < 2; i++) {
            assertThat(outcome(call(service, "bad")))
                    .isNotEqualTo("bad")
                    .asString()
                    .contains("no such word");
            assertThat(outcome(call(service, "good"))).isEqualTo("good");
        }
    }

    /** A service that throws takes nothing with it. */
    public void aServiceThatThrowsLeavesNothingTaken() {
        Service<String, String> service = place.put(filter, (context, request) -> {
            if (request.equals("bad")) {
                throw new IllegalStateException("a bug");
            }
            return CompletableFuture.completedFuture(request);
        });

        for (int i = 0; i < 2; i++) {
            assertThat(outcome(call(service, "bad"))).isNotEqualTo("bad");
            assertThat(outcome(call(service, "good"))).isEqualTo("good");
        }
    }

    /** Calls in a row are served all. */
    public void callsInARowAreServed() {
        Service<String, String> service = place.put(filter, Service.of(String::toUpperCase));

        for (int i = 0; i < MANY; i++) {
            assertThat(outcome(call(service, "call " + i))).isEqualTo("CALL " + i);
        }
    }

    /** Whoever gives up does not wait any longer than the callee does, and others are not disturbed. */
    public void aCancelledCallDisturbsNoOther() {
        HeldService<String, String> held = new HeldService<>();
        Service<String, String> service = place.put(filter, held);
        CancellationSource caller = new CancellationSource();
        var given = call(service, place.context().withCancellation(caller), "a");
        var other = call(service, "b");

        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "enough"));
        place.settle();
        for (int served = 0; served < held.requests().size(); served++) {
            held.call(served).answer().complete("re " + held.call(served).request());
            place.settle();
        }

        assertThat(other).isCompletedWithValue("re b");
        assertThat(given).isDone();
    }

    private CompletableFuture<String> call(Service<String, String> service, String request) {
        return call(service, place.context(), request);
    }

    private CompletableFuture<String> call(Service<String, String> service, Context context, String request) {
        CompletableFuture<String> answer = answer(service, context, request).toCompletableFuture();
        place.settle();
        return answer;
    }

    private static CompletionStage<String> answer(Service<String, String> service, Context context, String request) {
        try {
            return service.call(context, request);
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown); // what Catch is for
        }
    }

    /** The answer, or the failure. */
    private static Object outcome(CompletableFuture<String> answer) {
        assertThat(answer).isDone();
        try {
            return answer.join();
        } catch (CompletionException failed) {
            return Failure.of(failed);
        }
    }

    private static Service<String, String> failingOn(String word) {
        return (context, request) -> request.equals(word)
                ? CompletableFuture.failedFuture(Failure.at(Where.SERVICE, Processed.YES, "no such word"))
                : CompletableFuture.completedFuture(request);
    }
}
