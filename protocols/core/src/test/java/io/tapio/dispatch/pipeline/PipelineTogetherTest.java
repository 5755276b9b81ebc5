package io.tapio.dispatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.framing.Framing;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.stream.Rechunker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A client and a server, joined by a network that cuts the bytes as it likes. */
class PipelineTogetherTest {
    private static final int THREADS = 4;
    private static final int CALLS = 2_500;
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final ExecutorService CALLERS = Executors.newFixedThreadPool(THREADS);
    private static final ExecutorService SERVICE = Executors.newFixedThreadPool(2);

    @AfterAll
    static void stop() {
        CALLERS.shutdown();
        SERVICE.shutdown();
        KIT.shutdownTestKit();
    }

    @Test
    void everyCallOfManyThreadsGetsItsOwnAnswer() {
        Seed.run(random -> {
            Session<String, String> session = session(echo(SERVICE), random);

            assertThat(callFromThreads(session)).isZero();
        });
    }

    @Test
    void everyCallGetsItsOwnAnswerWhenTheServiceAnswersAtOnce() {
        Seed.run(random -> assertThat(callFromThreads(session(echo(Runnable::run), random)))
                .isZero());
    }

    /** The number of answers that were not the call's own. */
    private static int callFromThreads(Session<String, String> session) {
        Semaphore room = new Semaphore(100); // fewer than the session takes, so that it refuses none
        List<CompletableFuture<Integer>> threads = IntStream.range(0, THREADS)
                .mapToObj(thread -> CompletableFuture.supplyAsync(() -> call(session, thread, room), CALLERS))
                .toList();
        return threads.stream()
                .mapToInt(wrong -> wrong.orTimeout(60, TimeUnit.SECONDS).join())
                .sum();
    }

    private static int call(Session<String, String> session, int thread, Semaphore room) {
        List<CompletableFuture<Boolean>> right = IntStream.range(0, CALLS)
                .mapToObj(i -> {
                    String request = thread + "/" + i;
                    room.acquireUninterruptibly();
                    return session.call(Context.root(), request)
                            .thenApply(("re " + request)::equals)
                            .whenComplete((value, thrown) -> room.release())
                            .toCompletableFuture();
                })
                .toList();
        return (int) right.stream().filter(answer -> !answer.join()).count();
    }

    private static Service<String, String> echo(Executor executor) {
        return (context, line) -> CompletableFuture.supplyAsync(() -> "re " + line, executor);
    }

    /*
     *            ┌────────┐ ─▶ rechunker ─▶ ┌────────┐
     *   calls ─▶ │ client │                 │ server │ ─▶ service
     *            └────────┘ ◀─ rechunker ◀─ └────────┘
     */
    private static Session<String, String> session(Service<String, String> service, RandomGenerator random) {
        var server = Pipeline.server(Framing.lines(100), failure -> "error: " + failure.getMessage())
                .serve(new TestConnection(), service);
        var client = Pipeline.<String, String>client(Framing.lines(100)).open(new TestConnection());
        var network =
                Rechunker.of(new Seed(random.nextLong())).via(server).via(Rechunker.of(new Seed(random.nextLong())));
        CompletionStage<Session<String, String>> opened = client.join(network).run(KIT.system());
        return opened.toCompletableFuture().join();
    }
}
