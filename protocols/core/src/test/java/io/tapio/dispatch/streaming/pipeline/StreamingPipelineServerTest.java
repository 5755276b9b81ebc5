package io.tapio.dispatch.streaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.body.BodyWriter;
import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.codec.Frames;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StreamingPipelineServerTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final VirtualTimer timer = new VirtualTimer();
    private final TestConnection connection = new TestConnection(timer);
    private final HeldService<Streamed<String, String>, Streamed<String, String>> service = new HeldService<>();
    private final StreamingPipelineServer<String, String, String, String> protocol =
            StreamingPipeline.server(unused(), String::length, failure -> "error: " + failure.getMessage());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void theServiceIsCalledWhenTheHeadIsThereAndReadsTheBodyAsItComes() {
        var probe = run(protocol).send(head("put", true)).request(10);
        probe.settle();

        assertThat(service.call(0).request().head()).isEqualTo("put");
        CompletableFuture<String> first = read(0);
        assertThat(first).isNotDone();
        probe.send(new Part.Chunk<>("a"), new Part.Chunk<>("b"), new Part.End<>());

        assertThat(value(first)).isEqualTo("a");
        assertThat(value(read(0))).isEqualTo("b");
        assertThat(value(read(0))).isNull();
        assertThat(value(read(0))).isNull();
    }

    @Test
    void aMessageWithoutABodyHasAnEmptyOne() {
        run(protocol).send(head("get", false)).request(1).settle();

        assertThat(service.call(0).request().body().isEmpty()).isTrue();
        assertThat(value(read(0))).isNull();
    }

    @Test
    void aBodyThatIsNotReadStopsTheReading() {
        var probe = run(protocol.withBodies(BodySettings.load().withWindow(3)))
                .send(head("put", true), new Part.Chunk<>("12"), new Part.Chunk<>("34"))
                .request(10);

        assertThat(probe.wantsInput()).isFalse();
        assertThat(value(read(0))).isEqualTo("12");
        assertThat(probe.wantsInput()).isTrue();
    }

    @Test
    void repliesWithBodiesKeepTheOrderOfTheirRequests() {
        var probe = run(protocol).send(head("a", false), head("b", false)).request(10);
        probe.settle();

        service.call(1).answer().complete(Streamed.of("B"));
        assertThat(probe.arrived()).isEmpty();
        service.call(0).answer().complete(new Streamed<>("A", Body.of("1", "2")));

        assertThat(probe.arrived())
                .containsExactly(
                        head("A", true),
                        new Part.Chunk<>("1"),
                        new Part.Chunk<>("2"),
                        new Part.End<>(),
                        head("B", false));
    }

    @Test
    void aReplyMayBeginBeforeTheBodyOfItsRequestHasEnded() {
        var echo = run(
                protocol,
                (context, request) ->
                        CompletableFuture.completedFuture(new Streamed<>("re " + request.head(), request.body())));
        echo.request(10).send(head("put", true), new Part.Chunk<>("1"));

        assertThat(echo.arrived()).containsExactly(head("re put", true), new Part.Chunk<>("1"));
        echo.send(new Part.Chunk<>("2"), new Part.End<>());
        assertThat(echo.arrived()).containsExactly(new Part.Chunk<>("2"), new Part.End<>());
    }

    @Test
    void aBodyIsAskedForAChunkOnlyWhenThePeerTakesIt() {
        BodyWriter<String> writer = new BodyWriter<>();
        var probe = run(protocol).send(head("get", false)).request(2);
        probe.settle();
        service.call(0).answer().complete(new Streamed<>("A", writer.body()));
        assertThat(probe.arrived()).containsExactly(head("A", true));

        assertThat(value(writer.write("1"))).isNotNull();
        assertThat(probe.arrived()).containsExactly(new Part.Chunk<>("1"));
        writer.write("2");
        var third = writer.write("3").toCompletableFuture();
        assertThat(probe.arrived()).isEmpty();
        assertThat(third).isCompletedExceptionally(); // "2" was not taken
        assertThat(probe.next()).isEqualTo(new Part.Chunk<>("2"));
    }

    @Test
    void aFailedCallIsAnsweredInItsPlaceAndTheConnectionGoesOn() {
        var probe = run(protocol).send(head("a", false), head("b", false)).request(10);
        probe.settle();

        service.call(0).answer().completeExceptionally(new IllegalStateException("no"));
        service.call(1).answer().complete(Streamed.of("B"));

        assertThat(probe.arrived())
                .containsExactly(head("error: java.lang.IllegalStateException: no", false), head("B", false));
        assertThat(probe.isOpen()).isTrue();
    }

    @Test
    void aReplyThatBreaksOffIsToldToThePeerAndTheNextOneFollows() {
        BodyWriter<String> writer = new BodyWriter<>();
        Failure why = Failure.at(Where.SERVICE, Processed.MAYBE, "the disk is gone");
        var probe = run(protocol).send(head("a", false), head("b", false)).request(10);
        probe.settle();
        service.call(0).answer().complete(new Streamed<>("A", writer.body()));
        service.call(1).answer().complete(Streamed.of("B"));
        writer.fail(why);

        assertThat(probe.arrived()).containsExactly(head("A", true), new Part.Broken<>(why), head("B", false));
    }

    @Test
    void whatWasNotReadOfABodyIsDroppedWhenItsRequestIsAnswered() {
        var probe = run(protocol.withBodies(BodySettings.load().withWindow(1)))
                .send(
                        head("put", true),
                        new Part.Chunk<>("1"),
                        new Part.Chunk<>("2"),
                        new Part.End<>(),
                        head("b", false))
                .request(10);
        probe.settle();
        service.call(0).answer().complete(Streamed.of("A"));
        probe.settle();
        service.call(1).answer().complete(Streamed.of("B"));

        assertThat(probe.arrived()).containsExactly(head("A", false), head("B", false));
        assertThat(failure(read(0)).where()).isEqualTo(Where.CANCELLED);
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void tooMuchOfABodyThatNobodyReadsEndsTheConnectionBehindItsReply() {
        var probe = run(protocol.withBodies(BodySettings.load().withAbandonedBytes(4)))
                .send(head("put", true))
                .request(10);
        probe.settle();
        service.call(0).answer().complete(Streamed.of("A"));
        probe.settle();
        probe.send(new Part.Chunk<>("123"), new Part.Chunk<>("456"));

        assertThat(probe.taken()).isEqualTo(head("A", false));
        assertThat(probe.awaitFailed())
                .hasMessageContaining("6 bytes of a body that nobody reads")
                .hasMessageContaining("4 bytes (tapio.body.abandoned-bytes)");
    }

    @Test
    void aBodyThatNobodyReadsEndsInTimeOrTheConnectionDoes() {
        var probe = run(protocol).send(head("put", true)).request(10);
        probe.settle();
        service.call(0).answer().complete(Streamed.of("A"));
        probe.settle();
        timer.advance(Duration.ofSeconds(5));

        assertThat(probe.taken()).isEqualTo(head("A", false));
        assertThat(probe.awaitFailed()).hasMessageContaining("5000 ms (tapio.body.abandoned-timeout)");
    }

    @Test
    void aReaderThatLeavesLetsTheRequestsBehindTheBodyPass() {
        var probe = run(protocol.withBodies(BodySettings.load().withWindow(1)))
                .send(
                        head("put", true),
                        new Part.Chunk<>("1"),
                        new Part.Chunk<>("2"),
                        new Part.End<>(),
                        head("b", false))
                .request(10);
        probe.settle();
        service.call(0).request().body().cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "enough"));
        probe.settle();

        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void aPieceOfNoBodyIsAFaultOfThePeer() {
        var probe = run(protocol).send(new Part.Chunk<>("1")).request(1);

        assertThat(((Failure) probe.awaitFailed()).where()).isEqualTo(Where.DECODE);
    }

    @Test
    void aMessageInTheMiddleOfABodyIsAFaultOfThePeerBehindWhatItIsOwed() {
        var probe = run(protocol).send(head("put", true), head("get", false)).request(10);
        probe.settle();
        CompletableFuture<String> chunk = read(0);
        service.call(0).answer().complete(Streamed.of("A"));

        assertThat(failure(chunk)).hasMessageContaining("before the body of the one before had ended");
        assertThat(probe.taken()).isEqualTo(head("A", false));
        assertThat(((Failure) probe.awaitFailed()).where()).isEqualTo(Where.DECODE);
    }

    @Test
    void thePeersEndInTheMiddleOfABodyFailsItsReader() {
        var probe = run(protocol)
                .send(head("put", true), new Part.Chunk<>("1"))
                .request(10)
                .complete();
        probe.settle();

        assertThat(value(read(0))).isEqualTo("1");
        assertThat(failure(read(0))).hasMessageContaining("closed in the middle of a body");
        service.call(0).answer().complete(Streamed.of("A"));
        assertThat(probe.taken()).isEqualTo(head("A", false));
        probe.awaitCompleted();
    }

    @Test
    void whenTheConnectionIsGoneSoAreItsBodies() {
        BodyWriter<String> reply = new BodyWriter<>();
        BodyWriter<String> late = new BodyWriter<>();
        var probe = run(protocol).send(head("a", false), head("b", true)).request(2);
        probe.settle();
        service.call(0).answer().complete(new Streamed<>("A", reply.body()));
        CompletableFuture<String> chunk = read(1);
        probe.cancel().settle();
        service.call(1).answer().complete(new Streamed<>("B", late.body()));

        assertThat(failure(chunk).where()).isEqualTo(Where.CLOSED);
        assertThat(failure(reply.write("1").toCompletableFuture()).where()).isEqualTo(Where.CANCELLED);
        assertThat(failure(late.write("1").toCompletableFuture()).where()).isEqualTo(Where.CANCELLED);
    }

    @Test
    void aConnectionThatDrainsReadsToTheEndOfTheMessageThatItIsIn() {
        var probe = run(protocol).send(head("put", true), new Part.Chunk<>("1")).request(10);
        probe.settle();
        connection.drain();
        probe.settle();
        probe.send(new Part.Chunk<>("2"), new Part.End<>(), head("too late", false));

        assertThat(List.of(value(read(0)), value(read(0)))).containsExactly("1", "2");
        assertThat(value(read(0))).isNull();
        probe.awaitCancelled();
        service.call(0).answer().complete(Streamed.of("A"));
        assertThat(probe.taken()).isEqualTo(head("A", false));
        probe.awaitCompleted();
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void anIdleConnectionThatDrainsEndsAtOnce() {
        var probe = run(protocol).request(1);
        probe.settle();
        connection.drain();

        probe.awaitCompleted();
    }

    @Test
    void nothingIsReadBehindTheLastRequestAndItsBody() {
        var probe = run(protocol.withLast("bye"::equals))
                .send(head("bye", true), new Part.Chunk<>("1"), new Part.End<>(), head("more", false))
                .request(10);
        probe.awaitCancelled();
        service.call(0)
                .answer()
                .complete(new Streamed<>("A", service.call(0).request().body()));

        assertThat(probe.next(3)).containsExactly(head("A", true), new Part.Chunk<>("1"), new Part.End<>());
        probe.awaitCompleted();
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void callsRunUpToTheConcurrencyAndRequestsUpToTheCap() {
        var probe = run(protocol.withConcurrency(1))
                .send(head("a", true), new Part.End<>(), head("b", false))
                .request(10);
        probe.settle();
        assertThat(service.requests()).hasSize(1);
        service.call(0).answer().complete(Streamed.of("A"));
        probe.settle();
        assertThat(service.requests()).hasSize(2);

        var capped = run(protocol.withSettings(PipelineSettings.load().withServerMaxInFlight(1)))
                .send(head("c", false), head("d", false))
                .request(10);
        assertThat(capped.wantsInput()).isFalse();
        assertThat(service.requests()).hasSize(3);
    }

    private FlowProbe<Part<String, String>, Part<String, String>, NotUsed> run(
            StreamingPipelineServer<String, String, String, String> protocol) {
        return run(protocol, service);
    }

    private FlowProbe<Part<String, String>, Part<String, String>, NotUsed> run(
            StreamingPipelineServer<String, String, String, String> protocol,
            Service<Streamed<String, String>, Streamed<String, String>> service) {
        var flow = Frames.<Part<String, String>>gathered()
                .via(protocol.dispatching(connection, service))
                .via(Frames.spread());
        return FlowProbe.of(flow, KIT.system());
    }

    private CompletableFuture<String> read(int call) {
        return service.call(call).request().body().next().toCompletableFuture();
    }

    private static <T> T value(java.util.concurrent.CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Failure failure(CompletableFuture<?> failed) {
        try {
            failed.orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException thrown) {
            return Failure.of(thrown);
        }
        throw new AssertionError("it did not fail");
    }

    private static Part<String, String> head(String text, boolean hasBody) {
        return new Part.Head<>(text, hasBody);
    }

    private static Codec<Part<String, String>, Part<String, String>> unused() {
        return new Codec<>(() -> in -> null, () -> (frame, out) -> {});
    }
}
