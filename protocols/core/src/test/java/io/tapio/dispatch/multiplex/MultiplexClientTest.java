package io.tapio.dispatch.multiplex;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.codec.Frames;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Message.Cancel;
import io.tapio.dispatch.multiplex.Message.OneWay;
import io.tapio.dispatch.multiplex.Message.Reply;
import io.tapio.dispatch.multiplex.Message.Request;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.stream.FlowProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Keep;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MultiplexClientTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final TestConnection connection = new TestConnection();
    private final List<String> pushed = new ArrayList<>();
    private FlowProbe<Message<String>, Message<String>, CompletionStage<Session<String, String>>> peer =
            run(client -> client);

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void eachReplyGoesToTheCallWithItsId() {
        var a = call("a");
        var b = call("b");
        assertThat(peer.request(9).arrived()).containsExactly(new Request<>(0, "a"), new Request<>(1, "b"));

        peer.send(new Reply<>(1, "B"), new Reply<>(0, "A"));

        assertThat(await(b)).isEqualTo("B");
        assertThat(await(a)).isEqualTo("A");
    }

    @Test
    void anErrorFailsItsCallAndNoOther() {
        var a = call("a");
        var b = call("b");
        peer.request(9).settle();

        peer.send(new Message.Error<>(0, Failure.at(Where.SERVICE, Processed.YES, "no")), new Reply<>(1, "B"));

        assertThat(await(b)).isEqualTo("B");
        assertThat(failure(a)).hasMessage("no");
        assertThat(failure(a).address()).isPresent();
    }

    @Test
    void atMostSoManyAreInFlightAsMay() {
        peer = run(client -> client.withSettings(MultiplexSettings.load().withClientMaxInFlight(2)));
        call("a");
        call("b");
        call("c");
        assertThat(peer.request(9).arrived()).hasSize(2);

        peer.send(new Reply<>(1, "B"));

        assertThat(peer.arrived()).containsExactly(new Request<>(2, "c"));
    }

    @Test
    void anIdIsUsedAgainWhenItsCallIsAnsweredAndNoCallIsSentWithoutOne() {
        peer = run(client -> client.withIds(Ids.upTo(2)));
        call("a");
        call("b");
        call("c");
        call("d");
        assertThat(peer.request(9).arrived()).hasSize(3);

        peer.send(new Reply<>(1, "B"));

        assertThat(peer.arrived()).containsExactly(new Request<>(1, "d"));
    }

    @Test
    void aCallerThatLeavesIsToldToThePeer() {
        peer = run(MultiplexClient::withCancels);
        CancellationSource source = new CancellationSource();
        var a = call("a", source);
        peer.request(9).settle();
        assertThat(peer.arrived()).containsExactly(new Request<>(0, "a"));

        source.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "left"));

        assertThat(failure(a).where()).isEqualTo(Where.CANCELLED);
        assertThat(peer.arrived()).containsExactly(new Cancel<>(0));
        peer.send(new Message.Error<>(0, Failure.at(Where.CANCELLED, Processed.MAYBE, "cancelled")));
        assertThat(await(answeredCall("b"))).isEqualTo("re b");
    }

    @Test
    void aCallerThatLeavesBeforeItsRequestWasSentIsNotHeardOf() {
        peer = run(client ->
                client.withCancels().withSettings(MultiplexSettings.load().withClientMaxInFlight(1)));
        var a = call("a");
        CancellationSource source = new CancellationSource();
        call("b", source);
        assertThat(peer.request(9).arrived()).hasSize(1);

        source.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "left"));
        peer.send(new Reply<>(0, "A"));

        assertThat(await(a)).isEqualTo("A");
        assertThat(peer.arrived()).isEmpty();
    }

    @Test
    void withoutACancelFrameTheLateReplyIsDropped() {
        CancellationSource source = new CancellationSource();
        call("a", source);
        peer.request(9).settle();
        source.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "left"));
        assertThat(peer.arrived()).containsExactly(new Request<>(0, "a"));

        peer.send(new Reply<>(0, "late"));

        assertThat(await(answeredCall("b"))).isEqualTo("re b");
    }

    @Test
    void anAnswerToAnIdThatNobodyWaitsForEndsTheConnection() {
        var a = call("a");
        peer.request(9).settle();

        peer.send(new Reply<>(5, "?"));

        assertThat(failure(a)).hasMessageContaining("the id 5");
        assertThat(failure(a).where()).isEqualTo(Where.DECODE);
    }

    @Test
    void pushesGoToTheirReceiver() {
        var a = call("a");
        peer.request(9).settle();

        peer.send(new OneWay<>("news"), new Reply<>(0, "A"));

        assertThat(await(a)).isEqualTo("A");
        assertThat(pushed).containsExactly("news");
    }

    @Test
    void aDrainedSessionWaitsForItsAnswersAndTakesNoNewCalls() {
        var a = call("a");
        peer.request(9).settle();
        session().drain(Duration.ofSeconds(5));

        assertThat(failure(call("b")).processed()).isEqualTo(Processed.NO);
        peer.send(new Reply<>(0, "A"));

        assertThat(await(a)).isEqualTo("A");
        assertThat(peer.taken()).isEqualTo(new Request<>(0, "a"));
        peer.awaitCompleted();
    }

    @Test
    void aGoodbyeOfThePeerEndsTheSessionWhenItsCallsAreAnswered() {
        var sent = call("sent");
        peer.request(1).settle();
        var waits = call("waits");

        peer.send(new Message.Goodbye<>()).settle();

        assertThat(failure(waits).processed()).isEqualTo(Processed.NO);
        assertThat(failure(waits)).hasMessageContaining("wants no more calls");
        assertThat(failure(call("late")).processed()).isEqualTo(Processed.NO);
        assertThat(session().status()).isEqualTo(Session.Status.BUSY);
        assertThat(peer.isOpen()).isTrue();
        peer.send(new Reply<>(0, "A"));
        assertThat(await(sent)).isEqualTo("A");
        assertThat(peer.taken()).isEqualTo(new Request<>(0, "sent"));
        peer.request(1).awaitCompleted();
    }

    @Test
    void aSessionThatLeavesMayStillBeDrainedInATime() {
        var a = call("a");
        peer.request(1).send(new Message.Goodbye<>()).settle();
        session().drain(Duration.ofSeconds(5));
        peer.settle();

        connection.timer().advance(Duration.ofSeconds(5));

        assertThat(failure(a)).hasMessageContaining("its time is over");
    }

    @Test
    void anIdleSessionEndsAtTheGoodbye() {
        peer.request(9).send(new Message.Goodbye<>());

        peer.awaitCompleted();
    }

    @Test
    void callsUnderWayFailWhenThePeerCloses() {
        var a = call("a");
        peer.request(9).settle();

        peer.complete();

        assertThat(failure(a).where()).isEqualTo(Where.CLOSED);
        assertThat(failure(a).processed()).isEqualTo(Processed.MAYBE);
    }

    private FlowProbe<Message<String>, Message<String>, CompletionStage<Session<String, String>>> run(
            UnaryOperator<MultiplexClient<String, String>> change) {
        MultiplexClient<String, String> client =
                change.apply(Multiplex.<String, String>client(Words.codec()).withPushes(pushed::add));
        return FlowProbe.of(
                Frames.<Message<String>>gathered()
                        .viaMat(client.dispatching(connection), Keep.right())
                        .via(Frames.spread()),
                KIT.system());
    }

    private Session<String, String> session() {
        return peer.value().toCompletableFuture().join();
    }

    /** A call that the peer answers. */
    private CompletableFuture<String> answeredCall(String text) {
        var call = call(text);
        Request<String> request = (Request<String>) peer.taken();
        peer.send(new Reply<>(request.id(), "re " + request.body()));
        return call;
    }

    private CompletableFuture<String> call(String text) {
        return session().call(Context.root(connection.timer()), text).toCompletableFuture();
    }

    private CompletableFuture<String> call(String text, CancellationSource source) {
        return session()
                .call(Context.root(connection.timer()).withCancellation(source), text)
                .toCompletableFuture();
    }

    private static String await(CompletableFuture<String> answer) {
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Failure failure(CompletableFuture<String> answer) {
        return Failure.of(answer.orTimeout(10, TimeUnit.SECONDS)
                .handle((value, thrown) -> thrown)
                .join());
    }
}
