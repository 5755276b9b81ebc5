package io.tapio.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdaptTest {
    private static final Failure REFUSED = Failure.at(Where.QUEUE, Processed.NO, "full");

    private final AtomicInteger calls = new AtomicInteger();
    private final CompletableFuture<Integer> later = new CompletableFuture<>();
    private final Service<Integer, Integer> doubling = (context, number) -> {
        calls.incrementAndGet();
        return CompletableFuture.completedFuture(2 * number);
    };
    private final Filter<String, String, Integer, Integer> plain =
            Adapt.of(Integer::parseInt, number -> Integer.toString(4 / number));
    private final Filter<String, String, Integer, Integer> async = Adapt.async(
            text -> CompletableFuture.supplyAsync(() -> Integer.parseInt(text), Runnable::run),
            number -> CompletableFuture.completedFuture(Integer.toString(4 / number)));

    @Test
    void requestsAndResponsesHaveOtherTypes() {
        assertThat(call(plain, doubling, "1")).isCompletedWithValue("2");
        assertThat(call(async, doubling, "1")).isCompletedWithValue("2");
    }

    @Test
    void aRequestThatCannotBeAdaptedIsNotMade() {
        for (Filter<String, String, Integer, Integer> filter : List.of(plain, async)) {
            Failure failure = failure(call(filter, doubling, "one"));

            assertThat(failure.processed()).isEqualTo(Processed.NO);
            assertThat(failure).hasCauseInstanceOf(NumberFormatException.class);
            assertThat(calls).hasValue(0);
        }
    }

    @Test
    void aResponseThatCannotBeAdaptedIsThatOfACallThatWasMade() {
        for (Filter<String, String, Integer, Integer> filter : List.of(plain, async)) {
            Failure failure = failure(call(filter, doubling, "0"));

            assertThat(failure.processed()).isEqualTo(Processed.YES);
            assertThat(failure).hasCauseInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void aFailureOfTheServiceIsHandedOnAsItIs() {
        for (Filter<String, String, Integer, Integer> filter : List.of(plain, async)) {
            assertThat(failure(call(filter, (context, number) -> CompletableFuture.failedFuture(REFUSED), "1")))
                    .isSameAs(REFUSED);
        }
    }

    @Test
    void anAnswerThatComesLaterIsAdaptedThen() {
        CompletableFuture<String> answer = call(plain, (context, number) -> later, "1");
        assertThat(answer).isNotDone();

        later.complete(4);

        assertThat(answer).isCompletedWithValue("1");
    }

    @Test
    void aFailureThatComesLaterIsNotWrapped() {
        CompletableFuture<String> adapted = call(plain, (context, number) -> later, "1");
        CompletableFuture<String> adaptedAsync = call(async, (context, number) -> later, "1");

        later.completeExceptionally(REFUSED);

        assertThat(failure(adapted)).isSameAs(REFUSED);
        assertThat(failure(adaptedAsync)).isSameAs(REFUSED);
    }

    private static CompletableFuture<String> call(
            Filter<String, String, Integer, Integer> filter, Service<Integer, Integer> service, String request) {
        CompletionStage<String> answer = filter.apply(service).call(Context.root(), request);
        return answer.toCompletableFuture();
    }

    private static Failure failure(CompletableFuture<String> answer) {
        return (Failure) answer.handle((value, thrown) -> thrown).join();
    }
}
