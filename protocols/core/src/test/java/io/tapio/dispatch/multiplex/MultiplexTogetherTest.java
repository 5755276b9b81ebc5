package io.tapio.dispatch.multiplex;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.stream.Rechunker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A client and a server with eight ids between them, joined by a network that cuts the bytes as it likes. */
class MultiplexTogetherTest {
    private static final int CALLS = 10_000;
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final ExecutorService SERVICE = Executors.newFixedThreadPool(3);

    @AfterAll
    static void stop() {
        SERVICE.shutdown();
        KIT.shutdownTestKit();
    }

    @Test
    void everyCallGetsItsOwnAnswerWhateverOrderTheyComeInAndWhoeverLeaves() {
        Seed.run(random -> {
            Session<String, String> session = session(random);
            Semaphore room = new Semaphore(100); // fewer than the session takes, so that it refuses none
            List<CompletableFuture<Boolean>> right = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                String request = "r" + i;
                CancellationSource source = new CancellationSource();
                room.acquireUninterruptibly();
                var answer = session.call(Context.root().withCancellation(source), request);
                right.add(answer.handle((reply, thrown) -> isRight(request, reply, thrown))
                        .whenComplete((value, thrown) -> room.release())
                        .toCompletableFuture());
                if (random.nextInt(10) == 0) {
                    source.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "left"));
                }
            }

            for (CompletableFuture<Boolean> each : right) {
                assertThat(each.orTimeout(60, TimeUnit.SECONDS).join()).isTrue();
            }
            assertThat(session.status()).isEqualTo(Session.Status.OPEN);
        });
    }

    private static boolean isRight(String request, String reply, Throwable thrown) {
        if (thrown != null) {
            return Failure.of(thrown).where() == Where.CANCELLED;
        }
        return reply.equals("re " + request);
    }

    private static Session<String, String> session(RandomGenerator random) {
        Service<String, String> service = (context, line) -> line.hashCode() % 3 == 0
                ? CompletableFuture.completedFuture("re " + line)
                : CompletableFuture.supplyAsync(() -> "re " + line, SERVICE);
        MultiplexSettings few = MultiplexSettings.load().withClientMaxInFlight(8);
        var server = Multiplex.<String, String>server(Words.codec())
                .withSettings(few.withServerMaxInFlight(4).withServerMaxWaiting(2))
                .serve(new TestConnection(), service);
        var client = Multiplex.<String, String>client(Words.codec())
                .withSettings(few)
                .withIds(Ids.upTo(7))
                .withCancels()
                .open(new TestConnection());
        var network =
                Rechunker.of(new Seed(random.nextLong())).via(server).via(Rechunker.of(new Seed(random.nextLong())));
        CompletionStage<Session<String, String>> opened = client.join(network).run(KIT.system());
        return opened.toCompletableFuture().join();
    }
}
