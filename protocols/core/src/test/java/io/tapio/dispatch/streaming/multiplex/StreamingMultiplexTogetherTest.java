package io.tapio.dispatch.streaming.multiplex;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.body.Streamed;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Ids;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.dispatch.streaming.BodySettings;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client and a server with eight ids between them, joined by a network that cuts the bytes as it likes. */
class StreamingMultiplexTogetherTest {
    private static final int CALLS = 3_000;
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final ExecutorService SERVICE = Executors.newFixedThreadPool(3);

    @AfterAll
    static void stop() {
        SERVICE.shutdown();
        KIT.shutdownTestKit();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyCallGetsItsOwnAnswerAndBodyWhoeverLeaves(boolean byCredit) {
        Seed.run(random -> {
            Session<Streamed<String, String>, Streamed<String, String>> session = session(random, byCredit);
            Semaphore room = new Semaphore(100); // fewer than the session takes, so that it refuses none
            List<CompletableFuture<Boolean>> right = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                List<String> chunks = IntStream.range(0, random.nextInt(6))
                        .mapToObj(n -> "chunk " + n + "x".repeat(random.nextInt(30)))
                        .toList();
                CancellationSource caller = new CancellationSource();
                room.acquireUninterruptibly();
                right.add(call(session, caller, "r" + i, chunks, random.nextInt(10))
                        .whenComplete((value, thrown) -> room.release()));
                if (random.nextInt(10) == 0) {
                    caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "left"));
                }
            }

            for (CompletableFuture<Boolean> each : right) {
                assertThat(each.orTimeout(60, TimeUnit.SECONDS).join()).isTrue();
            }
            assertThat(session.status()).isEqualTo(Session.Status.OPEN);
            assertThat(call(session, new CancellationSource(), "last", List.of("a"), 1)
                            .join())
                    .isTrue();
        });
    }

    /** One in ten readers leaves the body of its reply unread. */
    private static CompletableFuture<Boolean> call(
            Session<Streamed<String, String>, Streamed<String, String>> session,
            CancellationSource caller,
            String head,
            List<String> chunks,
            int chance) {
        Body<String> body = chance % 2 == 0 ? Body.of(chunks) : Body.from(Source.from(chunks), KIT.system());
        return session.call(Context.root().withCancellation(caller), new Streamed<>(head, body))
                .thenCompose(reply -> {
                    if (chance == 0) {
                        reply.body().cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "enough"));
                        return CompletableFuture.completedFuture(reply.head().equals("re " + head));
                    }
                    return reply.body()
                            .all(1_000_000, String::length)
                            .thenApply(all -> reply.head().equals("re " + head) && all.equals(chunks));
                })
                .exceptionally(thrown -> Failure.of(thrown).where() == Where.CANCELLED)
                .toCompletableFuture();
    }

    private static Session<Streamed<String, String>, Streamed<String, String>> session(
            RandomGenerator random, boolean byCredit) {
        Service<Streamed<String, String>, Streamed<String, String>> service = (context, request) -> {
            var reply = new Streamed<>("re " + request.head(), request.body());
            return request.head().hashCode() % 3 == 0
                    ? CompletableFuture.completedFuture(reply)
                    : CompletableFuture.supplyAsync(() -> reply, SERVICE);
        };
        MultiplexSettings few = MultiplexSettings.load()
                .withClientMaxInFlight(8)
                .withServerMaxInFlight(4)
                .withServerMaxWaiting(4);
        var server = StreamingMultiplex.<String, String, String, String>server(
                        FrameLines.codec(), String::length, String::length)
                .withSettings(few)
                .withBodies(BodySettings.load().withWindow(20));
        var client = StreamingMultiplex.<String, String, String, String>client(
                        FrameLines.codec(), String::length, String::length)
                .withSettings(few)
                .withIds(Ids.upTo(7))
                .withCancels()
                .withBodies(BodySettings.load().withWindow(20));
        if (byCredit) {
            server = server.withCredit(80);
            client = client.withCredit(80);
        }
        var network = Rechunker.of(new Seed(random.nextLong()))
                .via(server.serve(new TestConnection(), service))
                .via(Rechunker.of(new Seed(random.nextLong())));
        return client.open(new TestConnection())
                .join(network)
                .run(KIT.system())
                .toCompletableFuture()
                .join();
    }
}
