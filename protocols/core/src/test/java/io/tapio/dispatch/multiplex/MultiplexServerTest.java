package io.tapio.dispatch.multiplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.codec.Frames;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Message.Cancel;
import io.tapio.dispatch.multiplex.Message.OneWay;
import io.tapio.dispatch.multiplex.Message.Reply;
import io.tapio.dispatch.multiplex.Message.Request;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Push;
import io.tapio.service.Service;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stats.Numbers;
import io.tapio.testkit.stream.FlowProbe;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MultiplexServerTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Context.Key<Push<String>> PUSHES = Context.Key.local("pushes");

    private final TestConnection connection = new TestConnection();
    private final HeldService<String, String> held = new HeldService<>();
    private MultiplexSettings settings = MultiplexSettings.load();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aSlowCallHoldsUpNoOther() {
        var probe = run(held).send(request(1, "slow"), request(2, "fast")).request(9);
        probe.settle();

        held.call(1).answer().complete("FAST");
        assertThat(probe.arrived()).containsExactly(new Reply<>(2, "FAST"));

        held.call(0).answer().complete("SLOW");
        assertThat(probe.arrived()).containsExactly(new Reply<>(1, "SLOW"));
    }

    @Test
    void aFailedCallBecomesAnErrorWithItsIdAndHurtsNoOther() {
        var probe = run(held).send(request(1, "a"), request(2, "b")).request(9);
        probe.settle();
        held.call(0).answer().completeExceptionally(new IllegalStateException("no"));
        held.call(1).answer().complete("B");

        assertThat(probe.taken()).isInstanceOfSatisfying(Message.Error.class, error -> {
            assertThat(error.id()).isEqualTo(1);
            assertThat(error.failure().where()).isEqualTo(Where.SERVICE);
        });
        assertThat(probe.taken()).isEqualTo(new Reply<>(2, "B"));
    }

    @Test
    void aServiceThatThrowsAtOnceIsAnErrorToo() {
        Service<String, String> broken = (context, line) -> {
            throw new IllegalStateException("bug");
        };
        var probe = run(broken).send(request(7, "a")).request(9);

        assertThat(probe.taken())
                .isInstanceOfSatisfying(
                        Message.Error.class, error -> assertThat(error.id()).isEqualTo(7));
        assertThat(probe.isOpen()).isTrue();
    }

    @Test
    void anErrorIsAFailedCallAndTheConnectionAndItsOtherCallsGoOn() {
        Service<String, String> deep = (context, line) -> {
            if (line.equals("deep")) {
                throw new StackOverflowError("deep");
            }
            return held.call(context, line);
        };
        var probe = run(deep).send(request(1, "a"), request(2, "deep")).request(9);

        assertThat(probe.taken())
                .isInstanceOfSatisfying(
                        Message.Error.class, error -> assertThat(error.id()).isEqualTo(2));
        assertThat(probe.isOpen()).isTrue();
        assertThat(held.call(0).context().cancellation().isCancelled()).isFalse();
        held.call(0).answer().complete("A");
        assertThat(probe.taken()).isEqualTo(new Reply<>(1, "A"));
    }

    @Test
    void beyondTheCallsInFlightRequestsWaitAndThenReadingStops() {
        settings = settings.withServerMaxInFlight(2).withServerMaxWaiting(2);
        var probe = run(held)
                .send(request(1, "a"), request(2, "b"), request(3, "c"), request(4, "d"), request(5, "e"))
                .request(9);

        assertThat(probe.wantsInput()).isFalse();
        assertThat(held.requests()).containsExactly("a", "b");

        held.call(1).answer().complete("B");
        assertThat(probe.arrived()).containsExactly(new Reply<>(2, "B"));
        assertThat(held.requests()).containsExactly("a", "b", "c");
        held.call(0).answer().complete("A");
        probe.settle();
        assertThat(held.requests()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void requestsAreCountedWhileTheyWaitForTheirTurn() {
        settings = settings.withServerMaxInFlight(1).withServerMaxWaiting(9);
        Numbers numbers = new Numbers(connection.stats());
        var probe = run(held)
                .send(request(1, "a"), request(2, "b"), request(3, "c"))
                .request(9);
        probe.settle();
        assertThat(numbers.of("tapio.dispatch.server.waiting", Map.of())).isEqualTo(2);

        held.call(0).answer().complete("A");
        probe.settle();
        assertThat(numbers.of("tapio.dispatch.server.waiting", Map.of())).isEqualTo(1);
    }

    @Test
    void aCancelledCallIsAnsweredAtOnceAndItsServiceLearnsOfIt() {
        var probe = run(held).send(request(1, "a"), new Cancel<>(1)).request(9);

        assertThat(probe.taken())
                .isInstanceOfSatisfying(
                        Message.Error.class,
                        error -> assertThat(error.failure().where()).isEqualTo(Where.CANCELLED));
        assertThat(held.call(0).context().cancellation().isCancelled()).isTrue();

        held.call(0).answer().complete("late");
        assertThat(probe.send(request(1, "again")).arrived()).isEmpty();
        held.call(1).answer().complete("AGAIN");
        assertThat(probe.arrived()).containsExactly(new Reply<>(1, "AGAIN"));
    }

    @Test
    void aCancelIsHeardBehindRequestsThatWait() {
        settings = settings.withServerMaxInFlight(1).withServerMaxWaiting(5);
        var probe = run(held)
                .send(request(1, "a"), request(2, "b"), request(3, "c"), new Cancel<>(2), new Cancel<>(1))
                .request(9);

        assertThat(probe.arrived()).hasSize(2).allMatch(Message.Error.class::isInstance);
        assertThat(held.requests()).containsExactly("a");

        held.call(0).answer().complete("late");
        probe.settle();
        assertThat(held.requests()).as("b was cancelled before it was begun").containsExactly("a", "c");
    }

    @Test
    void aCancelThatCrossesItsReplyMeansNothing() {
        var probe = run(Service.of((String line) -> line))
                .send(request(1, "a"), new Cancel<>(1), request(2, "b"))
                .request(9);

        assertThat(probe.arrived()).containsExactly(new Reply<>(1, "a"), new Reply<>(2, "b"));
    }

    @Test
    void aPeerThatUsesAnIdTwiceLosesItsConnectionWhenTheRestIsAnswered() {
        var probe = run(held)
                .send(request(1, "a"), request(2, "b"), request(1, "c"), request(3, "d"))
                .request(9);
        probe.settle();
        probe.awaitCancelled();

        held.call(0).answer().complete("A");
        held.call(1).answer().complete("B");

        assertThat(probe.next(2)).containsExactly(new Reply<>(1, "A"), new Reply<>(2, "B"));
        Failure failure = (Failure) probe.awaitFailed();
        assertThat(failure.where()).isEqualTo(Where.DECODE);
        assertThat(failure).hasMessageContaining("id 1 again");
        assertThat(held.requests()).containsExactly("a", "b");
    }

    @Test
    void aReplyToAServerThatMakesNoCallsIsAFault() {
        var probe = run(held).send(new Reply<>(1, "a")).request(9);

        assertThat(probe.awaitFailed()).hasMessageContaining("makes none");
    }

    @Test
    void aOneWayMessageIsACallWithoutAnAnswer() {
        settings = settings.withServerMaxInFlight(1);
        var probe = run(held).send(new OneWay<>("note"), request(1, "a")).request(9);
        probe.settle();
        assertThat(held.requests()).as("it counts as running").containsExactly("note");

        held.call(0).answer().completeExceptionally(new IllegalStateException("nobody hears this"));
        probe.settle();
        held.call(1).answer().complete("A");

        assertThat(probe.arrived()).containsExactly(new Reply<>(1, "A"));
    }

    @Test
    void aPeerThatHasClosedItsSideStillGetsItsAnswers() {
        var probe = run(held).send(request(1, "a"), request(2, "b")).complete().request(9);
        probe.settle();

        held.call(1).answer().complete("B");
        held.call(0).answer().complete("A");

        assertThat(probe.next(2)).containsExactly(new Reply<>(2, "B"), new Reply<>(1, "A"));
        probe.awaitCompleted();
    }

    @Test
    void callsUnderWayAreCancelledWhenTheConnectionIsGone() {
        var probe = run(held).send(request(1, "a")).request(9);
        probe.settle();

        probe.cancel().awaitCancelled();
        probe.settle();

        CompletableFuture<Failure> cause = new CompletableFuture<>();
        held.call(0).context().cancellation().onCancel(cause::complete);
        assertThat(cause.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                        .join()
                        .where())
                .isEqualTo(Where.CLOSED);
    }

    @Test
    void bytesThatCannotBeReadEndTheConnectionWhenTheRestIsAnswered() {
        Failure corrupt = Failure.at(Where.DECODE, Processed.NO, "corrupt");
        var probe = run(held).send(request(1, "a")).fail(corrupt).request(9);
        probe.settle();
        held.call(0).answer().complete("A");

        assertThat(probe.taken()).isEqualTo(new Reply<>(1, "A"));
        assertThat(probe.awaitFailed()).isSameAs(corrupt);
    }

    @Test
    void pushesLeaveAsOneWayMessages() {
        Service<String, String> service = (context, line) -> {
            context.get(PUSHES).orElseThrow().push("news of " + line);
            return CompletableFuture.completedFuture(line);
        };
        var probe = run(service).send(request(1, "a")).request(9);

        assertThat(probe.arrived()).containsExactly(new OneWay<>("news of a"), new Reply<>(1, "a"));
    }

    @Test
    void whoSaysGoodbyeServesWhatStillComesUntilThePeerCloses() {
        var protocol = Multiplex.<String, String>server(Words.codec()).withGoodbye();
        var probe = FlowProbe.of(
                Frames.<Message<String>>gathered()
                        .via(protocol.dispatching(connection, held))
                        .via(Frames.spread()),
                KIT.system());
        probe.request(9).send(request(1, "a")).settle();
        connection.drain();
        probe.settle();
        probe.send(request(2, "crossed the goodbye")).settle();
        held.call(0).answer().complete("A");
        held.call(1).answer().complete("B");

        assertThat(probe.arrived()).containsExactly(new Message.Goodbye<>(), new Reply<>(1, "A"), new Reply<>(2, "B"));
        assertThat(probe.isOpen()).isTrue();
        probe.complete().awaitCompleted();
    }

    @Test
    void aConnectionNeedsRoomForOneCallAndOneBehindIt() {
        var server = Multiplex.<String, String>server(Words.codec());

        assertThatThrownBy(() -> server.withSettings(settings.withServerMaxInFlight(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server.withSettings(settings.withServerMaxWaiting(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private FlowProbe<Message<String>, Message<String>, NotUsed> run(Service<String, String> service) {
        MultiplexServer<String, String> protocol = Multiplex.<String, String>server(Words.codec())
                .withPushes(PUSHES, String::length)
                .withSettings(settings);
        return FlowProbe.of(
                Frames.<Message<String>>gathered()
                        .via(protocol.dispatching(connection, service))
                        .via(Frames.spread()),
                KIT.system());
    }

    private static Message<String> request(long id, String body) {
        return new Request<>(id, body);
    }
}
