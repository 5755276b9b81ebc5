package io.tapio.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FailureTest {
    private static final Failure FAILURE = Failure.at(Where.CONNECT, Processed.NO, "no route");

    @Test
    void aFailureComesOutOfItsWrappersAsItIs() {
        Throwable wrapped = new CompletionException(new ExecutionException(new CompletionException(FAILURE)));

        assertThat(Failure.of(wrapped)).isSameAs(FAILURE);
        assertThat(Failure.of(FAILURE)).isSameAs(FAILURE);
    }

    @Test
    void aFailureComesOutOfAChainOfStages() {
        CompletableFuture<String> stage = CompletableFuture.<String>failedFuture(FAILURE)
                .thenApply(x -> x)
                .thenApply(x -> x);

        assertThat(stage.handle((value, thrown) -> Failure.of(thrown)).join()).isSameAs(FAILURE);
    }

    @Test
    void anyOtherExceptionIsAFailureOfTheServiceWithThatAsItsCause() {
        IOException disk = new IOException("disk full");

        Failure failure = Failure.of(new CompletionException(disk));

        assertThat(failure.where()).isEqualTo(Where.SERVICE);
        assertThat(failure.processed()).isEqualTo(Processed.MAYBE);
        assertThat(failure).hasCause(disk).hasMessageContaining("disk full");
    }

    @Test
    void aWrapperAroundNothingIsItselfTheCause() {
        CompletionException empty = new CompletionException("empty", null);

        assertThat(Failure.of(empty)).hasCause(empty);
    }

    @Test
    void eachCopyChangesOneThing() {
        IOException cause = new IOException("refused");

        Failure failure = FAILURE.withCause(cause)
                .withAddress("db:5432")
                .withElapsed(Duration.ofMillis(250))
                .withDetail("a", "1")
                .withDetail("b", "2")
                .withProcessed(Processed.MAYBE);

        assertThat(failure.where()).isEqualTo(Where.CONNECT);
        assertThat(failure).hasMessage("no route").hasCause(cause);
        assertThat(failure.address()).contains("db:5432");
        assertThat(failure.elapsed()).contains(Duration.ofMillis(250));
        assertThat(failure.detail()).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(failure.isSafeToRetry()).isFalse();
        assertThat(FAILURE.address()).isEmpty();
        assertThat(FAILURE.isSafeToRetry()).isTrue();
    }

    @Test
    void detailCannotBeChangedFromOutside() {
        assertThatThrownBy(() -> FAILURE.withDetail("a", "1").detail().put("b", "2"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aFailureCarriesNoStackTrace() {
        assertThat(FAILURE.getStackTrace()).isEmpty();
    }

    @Test
    void itsTextSaysAllThatACallerNeeds() {
        assertThat(FAILURE.withAddress("db:5432").withElapsed(Duration.ofMillis(250)))
                .hasToString("Failure[CONNECT: no route; peer db:5432; after 250 ms; safe to retry]");
    }
}
