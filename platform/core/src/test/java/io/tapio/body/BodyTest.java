package io.tapio.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BodyTest {
    private static final ActorSystem SYSTEM = ActorSystem.create("bodies");
    private static final Failure ENOUGH = Failure.at(Where.CANCELLED, Processed.MAYBE, "enough");

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void givenChunksComeInTheirOrderAndThenTheEnd() {
        Body<String> body = Body.of("a", "b");

        assertThat(body.isEmpty()).isFalse();
        assertThat(value(body.next())).isEqualTo("a");
        assertThat(value(body.next())).isEqualTo("b");
        assertThat(value(body.next())).isNull();
        assertThat(value(body.next())).isNull();
        assertThat(Body.empty().isEmpty()).isTrue();
    }

    @Test
    void whatMakingAChunkThrowsIsTheBodysFailure() {
        Body<String> body = Body.of(() -> new Iterator<String>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public String next() {
                throw new IllegalStateException("no");
            }
        });

        assertThat(failure(body.next())).hasRootCauseMessage("no");
        assertThat(value(body.next())).isNull();
    }

    @Test
    void aCancelledBodyHasNoMore() {
        Body<String> body = Body.of("a", "b");
        body.cancel(ENOUGH);

        assertThat(value(body.next())).isNull();
    }

    @Test
    void aMillionChunksThatAreThereAreNoRecursion() {
        Body<Integer> body = Body.of(() -> IntStream.range(0, 1_000_000).iterator());

        assertThat(value(body.all(1_000_000, chunk -> 1))).hasSize(1_000_000);
    }

    @Test
    void aBodyLargerThanItsReaderAllowsIsCancelled() {
        BodyWriter<String> writer = new BodyWriter<>();
        CompletionStage<List<String>> all = writer.body().all(3, String::length);
        writer.write("ab");
        writer.write("cd");

        assertThat(failure(all)).hasMessageContaining("4 or more").hasMessageContaining("limit of 3");
        assertThat(failure(writer.write("ef")).where()).isEqualTo(Where.CANCELLED);
    }

    @Test
    void aStreamIsReadAsItIsAskedForAndBackAgain() {
        List<Integer> made = new ArrayList<>();
        Body<Integer> body = Body.from(
                Source.range(1, 100).map(n -> {
                    synchronized (made) {
                        made.add(n);
                    }
                    return n;
                }),
                SYSTEM);
        assertThat(value(body.next())).isEqualTo(1);
        synchronized (made) {
            assertThat(made.size()).isLessThan(40);
        }

        List<Integer> rest = value(body.source().runWith(Sink.seq(), SYSTEM));
        assertThat(rest).hasSize(99).startsWith(2);
    }

    @Test
    void aStreamThatFailsFailsItsReader() {
        Body<Integer> body = Body.from(Source.<Integer>failed(new IllegalStateException("no")), SYSTEM);

        assertThat(failure(body.next())).hasMessageContaining("no");
    }

    @Test
    void aStreamOfABodyThatIsCancelledCancelsTheBody() {
        BodyWriter<String> writer = new BodyWriter<>();
        CompletionStage<List<String>> first = writer.body().source().take(1).runWith(Sink.seq(), SYSTEM);
        value(writer.write("a"));

        assertThat(value(first)).containsExactly("a");
        CompletableFuture<?> refused = new CompletableFuture<>();
        writeUntilRefused(writer, refused);
        assertThat(failure(refused).where()).isEqualTo(Where.CANCELLED);
    }

    private static void writeUntilRefused(BodyWriter<String> writer, CompletableFuture<?> refused) {
        writer.write("more").whenComplete((done, thrown) -> {
            if (thrown == null) {
                writeUntilRefused(writer, refused);
            } else {
                refused.completeExceptionally(thrown);
            }
        });
    }

    @Test
    void aWriterIsToldWhenItsChunkWasTaken() {
        BodyWriter<String> writer = new BodyWriter<>();
        var first = writer.write("a").toCompletableFuture();
        assertThat(first).isNotDone();
        assertThat(writer.write("too early").toCompletableFuture()).isCompletedExceptionally();

        assertThat(value(writer.body().next())).isEqualTo("a");
        assertThat(first).isCompleted();
    }

    @Test
    void anEndedWriterStillHandsOverItsLastChunk() {
        BodyWriter<String> writer = new BodyWriter<>();
        writer.write("a");
        writer.end();

        assertThat(value(writer.body().next())).isEqualTo("a");
        assertThat(value(writer.body().next())).isNull();
    }

    @Test
    void aWriterThatFailsTellsItsReaderWhy() {
        BodyWriter<String> writer = new BodyWriter<>();
        CompletionStage<String> waiting = writer.body().next();
        writer.fail(ENOUGH);

        assertThat(failure(waiting)).isEqualTo(ENOUGH);
        assertThat(failure(writer.body().next())).isEqualTo(ENOUGH);
    }

    @Test
    void oneReaderAsksForOneChunkAtATime() {
        BodyWriter<String> writer = new BodyWriter<>();
        writer.body().next();

        assertThat(writer.body().next().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void aReaderThatLeavesFailsTheWriteThatWaits() {
        BodyWriter<String> writer = new BodyWriter<>();
        CompletionStage<?> waiting = writer.write("a");
        writer.body().cancel(ENOUGH);

        assertThat(failure(waiting).where()).isEqualTo(Where.CANCELLED);
        assertThat(failure(writer.write("b")).where()).isEqualTo(Where.CANCELLED);
    }

    private static <T> T value(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Failure failure(CompletionStage<?> failed) {
        try {
            value(failed);
        } catch (CompletionException thrown) {
            return Failure.of(thrown);
        }
        throw new AssertionError("it did not fail");
    }
}
