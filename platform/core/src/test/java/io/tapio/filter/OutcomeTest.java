package io.tapio.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final Failure FULL = Failure.at(Where.QUEUE, Processed.NO, "full");

    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final List<String> heard = new ArrayList<>();

    @Test
    void anAnswerThatIsThereTellsHowItEnded() {
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        cancelled.cancel(false);

        assertThat(Outcome.of(CompletableFuture.completedFuture("x"))).isNull();
        assertThat(Outcome.of(CompletableFuture.failedFuture(FULL))).isSameAs(FULL);
        assertThat(Outcome.of(CompletableFuture.failedFuture(FULL).thenApply(x -> x)))
                .isSameAs(FULL);
        assertThat(Outcome.of(cancelled).where()).isEqualTo(Where.SERVICE);
    }

    @Test
    void aListenerHearsBeforeTheCallerDoes() {
        Outcome.tell(answer, failure -> heard.add("listener"))
                .whenComplete((value, thrown) -> heard.add("caller of " + value));

        answer.complete("x");

        assertThat(heard).containsExactly("listener", "caller of x");
    }

    @Test
    void aFailureComesAsItIs() {
        Outcome.tell(answer.thenApply(x -> x), failure -> heard.add(failure.getMessage()))
                .whenComplete((value, thrown) -> heard.add(thrown == FULL ? "the same" : "another"));

        answer.completeExceptionally(FULL);

        assertThat(heard).containsExactly("full", "the same");
    }

    @Test
    void aListenerThatThrowsDoesNotKeepTheCallerFromItsAnswer() {
        var told = Outcome.tell(answer, failure -> {
            throw new IllegalStateException("a bug");
        });

        answer.complete("x");

        assertThat(told.toCompletableFuture()).isCompletedWithValue("x");
    }
}
