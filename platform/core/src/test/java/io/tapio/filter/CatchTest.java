package io.tapio.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatchTest {
    static Stream<Throwable> failuresOfACall() {
        return Stream.of(
                new IllegalStateException("broken"),
                new IOException("not declared, as in another language"),
                new AssertionError("wrong"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("failuresOfACall")
    void whatAServiceThrowsIsAFailedStage(Throwable thrown) {
        CompletionStage<String> answer = call((context, request) -> sneaky(thrown));

        assertThat(failure(answer).where()).isEqualTo(Where.SERVICE);
        assertThat(failure(answer)).hasCause(thrown);
    }

    @SuppressWarnings("removal")
    static Stream<Throwable> signsOfABrokenJvm() {
        return Stream.of(
                new OutOfMemoryError(),
                new InternalError(),
                new NoClassDefFoundError("missing"),
                new ExceptionInInitializerError(new IllegalStateException()),
                new ThreadDeath());
    }

    @ParameterizedTest
    @MethodSource("signsOfABrokenJvm")
    void whatTellsOfABrokenJvmGoesOn(Throwable fatal) {
        assertThatThrownBy(() -> call((context, request) -> sneaky(fatal))).isSameAs(fatal);
    }

    @Test
    void aRecursionThatIsTooDeepFailsItsCallAlone() {
        CompletionStage<String> answer = call((context, request) -> deeper(context, 0));

        assertThat(failure(answer)).hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void aFailureThatIsThrownIsTheFailure() {
        Failure refused = Failure.at(Where.QUEUE, Processed.NO, "full");

        CompletionStage<String> answer = call((context, request) -> sneaky(refused));

        assertThat(failure(answer)).isSameAs(refused);
    }

    @Test
    void nullInPlaceOfAStageIsAFailedStage() {
        assertThat(failure(call((context, request) -> null))).hasMessage("the service gave null in place of a stage");
    }

    @Test
    void anAnswerIsHandedOnAsItIs() {
        CompletableFuture<String> answer = new CompletableFuture<>();

        assertThat(call((context, request) -> answer)).isSameAs(answer);
    }

    private static CompletionStage<String> call(Service<String, String> service) {
        return new Catch<String, String>().apply(service).call(Context.root(), "request");
    }

    private static CompletionStage<String> deeper(Context context, int depth) {
        return deeper(context, depth + 1).thenApply(answer -> answer + depth);
    }

    @SuppressWarnings("unchecked")
    private static <T, X extends Throwable> T sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }

    private static Failure failure(CompletionStage<String> answer) {
        return (Failure)
                answer.handle((value, thrown) -> thrown).toCompletableFuture().join();
    }
}
