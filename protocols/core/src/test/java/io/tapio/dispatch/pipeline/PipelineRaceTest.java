package io.tapio.dispatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.service.Session;
import io.tapio.testkit.random.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PipelineRaceTest {
    private static final int ROUNDS = 300;
    private static final int CALLERS = 2;
    private static final int CALLS = 20;
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(CALLERS + 1);

    @AfterAll
    static void stop() {
        THREADS.shutdown();
        KIT.shutdownTestKit();
    }

    @Test
    void aCallThatRacesWithTheEndOfItsConnectionIsAlwaysAnswered() {
        Seed.run(random -> {
            for (int round = 0; round < ROUNDS; round++) {
                Peer peer = Peer.run(2, CALLERS * CALLS, KIT.system());
                int ending = random.nextInt(4);
                peer.probe().request(random.nextInt(4));

                race(peer.session(), () -> end(peer, ending)).forEach(PipelineRaceTest::isAnswered);
            }
        });
    }

    private static void end(Peer peer, int how) {
        switch (how) {
            case 0 -> peer.probe().complete();
            case 1 -> peer.probe().fail(new IllegalStateException("reset"));
            case 2 -> peer.probe().cancel();
            default -> {
                peer.session().drain(Duration.ofSeconds(1));
                peer.connection().timer().advance(Duration.ofSeconds(1));
            }
        }
    }

    /** All calls, made by several threads while another ends the session. */
    private static List<CompletableFuture<String>> race(Session<String, String> session, Runnable end) {
        CyclicBarrier start = new CyclicBarrier(CALLERS + 1);
        Callable<List<CompletableFuture<String>>> caller = () -> {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            start.await();
            for (int i = 0; i < CALLS; i++) {
                answers.add(session.call(Context.root(), "x").toCompletableFuture());
            }
            return answers;
        };
        List<Future<List<CompletableFuture<String>>>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(THREADS.submit(caller));
        }
        Future<?> ended = THREADS.submit(() -> {
            start.await();
            end.run();
            return null;
        });
        List<CompletableFuture<String>> answers = new ArrayList<>();
        callers.forEach(answersOf -> answers.addAll(join(answersOf)));
        join(ended);
        return answers;
    }

    private static void isAnswered(CompletableFuture<String> answer) {
        Object outcome = answer.handle((value, thrown) -> thrown)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        assertThat(outcome).isInstanceOf(Failure.class);
    }

    private static <T> T join(Future<T> future) {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (Exception thrown) {
            throw new AssertionError("a thread did not come to its end", thrown);
        }
    }
}
