package io.tapio.dispatch.streaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.body.BodyWriter;
import io.tapio.body.Streamed;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.stream.FlowProbe;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StreamingPipelineClientTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Failure LEFT = Failure.at(Where.CANCELLED, Processed.MAYBE, "left");

    private final VirtualTimer timer = new VirtualTimer();
    private final TestConnection connection = new TestConnection(timer);
    private StreamingPipelineClient<String, String, String, String> protocol =
            StreamingPipeline.client(Parts.codec(), String::length);
    private FlowProbe<
                    ByteString,
                    ByteString,
                    CompletionStage<Session<Streamed<String, String>, Streamed<String, String>>>>
            probe;
    private Session<Streamed<String, String>, Streamed<String, String>> session;

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aRequestsBodyIsSentAsItIsMadeAndTheNextRequestBehindIt() {
        open();
        BodyWriter<String> writer = new BodyWriter<>();
        call("put", writer.body());
        call("get", Body.empty());
        assertThat(sent()).isEqualTo("h put\n");
        writer.write("1");
        assertThat(sent()).isEqualTo("c 1\n");
        writer.end();
        assertThat(sent()).isEqualTo("e \nm get\n");
    }

    @Test
    void aCallIsAnsweredWhenTheHeadIsThereAndItsBodyIsReadAsItComes() {
        open();
        var answer = call("get", Body.empty());
        reply("h A\nc 1\n");
        Body<String> body = value(answer).body();

        assertThat(value(body.next())).isEqualTo("1");
        CompletableFuture<String> second = body.next().toCompletableFuture();
        assertThat(second).isNotDone();
        reply("c 2\ne \n");
        assertThat(value(second)).isEqualTo("2");
        assertThat(value(body.next())).isNull();
    }

    @Test
    void aReplysBodyThatIsNotReadStopsTheReadingAndNoCallIsLost() {
        protocol = protocol.withBodies(BodySettings.load().withWindow(2));
        open();
        var first = call("a", Body.empty());
        var second = call("b", Body.empty());
        reply("h A\nc 12\nc 34\ne \nm B\n");

        assertThat(second).isNotDone();
        assertThat(probe.wantsInput()).isFalse();
        assertThat(value(value(first).body().all(100, String::length))).containsExactly("12", "34");
        assertThat(value(second).head()).isEqualTo("B");
    }

    @Test
    void thePeersEndIsSeenBehindABodyThatIsStillBeingRead() {
        protocol = protocol.withBodies(BodySettings.load().withWindow(2));
        open();
        var first = call("a", Body.empty());
        reply("h A\nc 12\nc 34\ne \n");
        probe.complete().settle();

        assertThat(session.status()).isEqualTo(Session.Status.OPEN);
        assertThat(value(value(first).body().all(100, String::length))).containsExactly("12", "34");
        probe.settle();
        assertThat(session.status()).isEqualTo(Session.Status.CLOSED);
    }

    @Test
    void aReplyThatComesBeforeTheRequestIsSentIsAFaultOfThePeer() {
        open();
        reply("m A\n");

        assertThat(((Failure) probe.awaitFailed()).where()).isEqualTo(Where.DECODE);
    }

    @Test
    void aReplyMayComeBeforeItsRequestsBodyHasEnded() {
        open();
        BodyWriter<String> writer = new BodyWriter<>();
        var answer = call("put", writer.body());
        sent();
        reply("m A\n");

        assertThat(value(answer).head()).isEqualTo("A");
        writer.write("1");
        assertThat(sent()).isEqualTo("c 1\n");
        writer.end();
        assertThat(sent()).isEqualTo("e \n");
        assertThat(session.status()).isEqualTo(Session.Status.OPEN);
    }

    @Test
    void aCallerThatLeavesDropsItsReplysBodyAndNobodyElses() {
        open();
        CancellationSource caller = new CancellationSource();
        var first = session.call(Context.root().withCancellation(caller), Streamed.of("a"));
        var second = call("b", Body.empty());
        sent();
        caller.cancel(LEFT);
        reply("h A\nc 1\ne \nh B\nc 2\ne \n");

        assertThat(failure(first)).isEqualTo(LEFT);
        assertThat(value(value(second).body().all(100, String::length))).containsExactly("2");
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void aCallerThatLeavesWhileItReadsFailsTheBody() {
        open();
        CancellationSource caller = new CancellationSource();
        var answer = session.call(Context.root().withCancellation(caller), Streamed.of("a"));
        sent();
        reply("h A\n");
        CompletableFuture<String> chunk = value(answer).body().next().toCompletableFuture();
        caller.cancel(LEFT);

        assertThat(failure(chunk)).isEqualTo(LEFT);
        probe.settle();
        timer.advance(Duration.ofSeconds(5));
        assertThat(probe.awaitFailed()).hasMessageContaining("tapio.body.abandoned-timeout");
    }

    @Test
    void aCallThatFailsEndsTheBodyOfItsRequestSentOrNot() {
        protocol = protocol.withSettings(PipelineSettings.load().withClientMaxInFlight(1));
        open();
        BodyWriter<String> sending = new BodyWriter<>();
        BodyWriter<String> waiting = new BodyWriter<>();
        CancellationSource caller = new CancellationSource();
        call("a", Body.empty());
        session.call(Context.root().withCancellation(caller), new Streamed<>("b", waiting.body()));
        caller.cancel(LEFT);
        assertThat(failure(waiting.write("1")).where()).isEqualTo(Where.CANCELLED);

        sent();
        reply("m A\n");
        var cut = call("c", sending.body());
        assertThat(sent()).isEqualTo("h c\n");
        probe.fail(new IllegalStateException("reset")).settle();
        assertThat(failure(cut).processed()).isEqualTo(Processed.MAYBE);
        assertThat(failure(sending.write("1")).where()).isEqualTo(Where.CANCELLED);
    }

    @Test
    void aBodyThatBreaksOffFailsItsReader() {
        open();
        var answer = call("a", Body.empty());
        sent();
        reply("h A\nc 1\nx the disk is gone\n");

        Body<String> body = value(answer).body();
        assertThat(value(body.next())).isEqualTo("1");
        assertThat(failure(body.next())).hasMessage("the disk is gone");
        assertThat(session.status()).isEqualTo(Session.Status.OPEN);
    }

    @Test
    void aConnectionThatEndsInTheMiddleOfABodyFailsItsReader() {
        open();
        var answer = call("a", Body.empty());
        sent();
        reply("h A\n");
        Body<String> body = value(answer).body();
        probe.complete().settle();

        assertThat(failure(body.next()).where()).isEqualTo(Where.CLOSED);
    }

    @Test
    void aSessionDrainsWhenTheLastBodyHasCome() {
        open();
        var answer = call("a", Body.empty());
        sent();
        reply("h A\n");
        session.drain(Duration.ofSeconds(10));
        assertThat(probe.isOpen()).isTrue();
        reply("e \n");

        assertThat(value(value(answer).body().next())).isNull();
        probe.awaitCompleted();
    }

    private void open() {
        probe = FlowProbe.of(protocol.open(connection), KIT.system());
        session = value(probe.value());
        probe.request(100);
    }

    private CompletableFuture<Streamed<String, String>> call(String head, Body<String> body) {
        return session.call(Context.root(), new Streamed<>(head, body)).toCompletableFuture();
    }

    private String sent() {
        return probe.arrived().stream().map(ByteString::utf8String).reduce("", String::concat);
    }

    private void reply(String text) {
        sent();
        probe.send(ByteString.fromString(text)).settle();
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
