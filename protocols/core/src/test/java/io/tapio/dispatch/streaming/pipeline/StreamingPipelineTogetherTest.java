package io.tapio.dispatch.streaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.body.Streamed;
import io.tapio.context.Context;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.stream.Rechunker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A client and a server joined by a network that cuts the bytes as it likes. */
class StreamingPipelineTogetherTest {
    private static final int CALLS = 2_000;
    private static final ActorTestKit KIT = ActorTestKit.create();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void everyCallGetsItsOwnAnswerAndBodyHoweverTheBytesAreCut() {
        Seed.run(random -> {
            Session<Streamed<String, String>, Streamed<String, String>> session = session(random);
            Semaphore room = new Semaphore(100);
            List<CompletableFuture<Boolean>> right = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                List<String> chunks = IntStream.range(0, random.nextInt(6))
                        .mapToObj(n -> "chunk " + n + "x".repeat(random.nextInt(30)))
                        .toList();
                String head = "r" + i;
                Body<String> body =
                        random.nextBoolean() ? Body.of(chunks) : Body.from(Source.from(chunks), KIT.system());
                room.acquireUninterruptibly();
                right.add(session.call(Context.root(), new Streamed<>(head, body))
                        .thenCompose(reply -> reply.body()
                                .all(1_000_000, String::length)
                                .thenApply(all -> reply.head().equals("re " + head) && all.equals(chunks)))
                        .whenComplete((value, thrown) -> room.release())
                        .toCompletableFuture());
            }

            for (CompletableFuture<Boolean> each : right) {
                assertThat(each.orTimeout(60, TimeUnit.SECONDS).join()).isTrue();
            }
            assertThat(session.status()).isEqualTo(Session.Status.OPEN);
        });
    }

    private static Session<Streamed<String, String>, Streamed<String, String>> session(RandomGenerator random) {
        Service<Streamed<String, String>, Streamed<String, String>> service = (context, request) -> {
            var reply = new Streamed<>("re " + request.head(), request.body());
            return request.head().hashCode() % 3 == 0
                    ? CompletableFuture.completedFuture(reply)
                    : CompletableFuture.supplyAsync(() -> reply);
        };
        BodySettings narrow = BodySettings.load().withWindow(20);
        var server = StreamingPipeline.<String, String, String, String>server(
                        Parts.codec(), String::length, failure -> "error: " + failure.getMessage())
                .withBodies(narrow)
                .serve(new TestConnection(), service);
        var client = StreamingPipeline.<String, String, String, String>client(Parts.codec(), String::length)
                .withBodies(narrow)
                .open(new TestConnection());
        var network =
                Rechunker.of(new Seed(random.nextLong())).via(server).via(Rechunker.of(new Seed(random.nextLong())));
        return client.join(network).run(KIT.system()).toCompletableFuture().join();
    }
}
