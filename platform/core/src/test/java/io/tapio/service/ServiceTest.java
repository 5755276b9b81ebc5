package io.tapio.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.filter.Filter;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ServiceTest {
    @Test
    void aFunctionIsAServiceThatAnswersAtOnce() {
        Service<String, Integer> length = Service.of(String::length);

        assertThat(length.call(Context.root(), "four").toCompletableFuture()).isCompletedWithValue(4);
    }

    @Test
    void whatAFunctionThrowsIsTheCallsFailure() {
        Service<String, Integer> parse = Service.of(Integer::valueOf);

        CompletableFuture<Integer> answer = parse.call(Context.root(), "four").toCompletableFuture();

        assertThat(answer).isCompletedExceptionally();
        assertThat(answer.handle((value, thrown) -> thrown).join()).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void aFilterMayChangeBothTypesAndTheOuterOneSeesTheRequestFirst() {
        Filter<String, String, Integer, Integer> numbers = next ->
                (context, text) -> next.call(context, Integer.valueOf(text)).thenApply(String::valueOf);
        Filter<Integer, Integer, Integer, Integer> plusOne = next -> (context, n) -> next.call(context, n + 1);

        Service<String, String> service =
                numbers.andThen(plusOne).andThen(Filter.identity()).apply(Service.of(n -> n * 10));

        assertThat(service.call(Context.root(), "4").toCompletableFuture()).isCompletedWithValue("50");
    }

    @Test
    void aSharedServiceIsTheSameForEveryConnection() {
        Service<String, Integer> length = Service.of(String::length);

        assertThat(ServiceFactory.shared(length).open(null).toCompletableFuture())
                .isCompletedWithValue(length);
    }
}
