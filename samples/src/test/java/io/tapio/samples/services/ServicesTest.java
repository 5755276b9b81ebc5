package io.tapio.samples.services;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.service.Service;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ServicesTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "services");

    @AfterAll
    static void end() {
        SYSTEM.terminate();
        get(SYSTEM.getWhenTerminated());
    }

    private static <Q, A> A answer(Service<Q, A> service, Q request) {
        return get(service.call(Context.root(), request));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, SECONDS).join();
    }

    @Test
    void aCallThatThrowsLeavesTheCountAsItWas() {
        Service<Integer, Long> tickets = Tickets.start(SYSTEM);

        assertThat(answer(tickets, 3)).isEqualTo(3);
        Throwable refused = get(tickets.call(Context.root(), 0).handle((last, thrown) -> thrown));
        assertThat(refused).isInstanceOf(Failure.class).hasMessageContaining("not a number of tickets: 0");
        assertThat(answer(tickets, 2)).isEqualTo(5);
    }

    @Test
    void aServiceThatBlocksAnswers() {
        assertThat(answer(Addresses.start(SYSTEM), "127.0.0.1")).isEqualTo("127.0.0.1");
    }

    @Test
    void allOfABatchIsAnsweredAtOnce() {
        Service<String, Integer> batches = Batches.start(SYSTEM);
        var answers = Stream.of("a", "b", "c")
                .map(request -> batches.call(Context.root(), request))
                .toList();

        List<Integer> sizes = answers.stream().map(ServicesTest::get).toList();

        // on a slow machine a batch may end between two of them
        assertThat(sizes).allMatch(size -> size >= 1 && size <= 3);
        assertThat(sizes.stream().mapToDouble(size -> 1.0 / size).sum()).isIn(1.0, 2.0, 3.0);
    }
}
