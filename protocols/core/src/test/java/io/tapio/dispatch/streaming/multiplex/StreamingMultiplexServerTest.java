package io.tapio.dispatch.streaming.multiplex;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.body.BodyWriter;
import io.tapio.body.Streamed;
import io.tapio.codec.Frames;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Push;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StreamingMultiplexServerTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final VirtualTimer timer = new VirtualTimer();
    private final TestConnection connection = new TestConnection(timer);
    private final HeldService<Streamed<String, String>, Streamed<String, String>> service = new HeldService<>();
    private final StreamingMultiplexServer<String, String, String, String> protocol =
            StreamingMultiplex.server(FrameLines.codec(), String::length, String::length);
    private FlowProbe<Frame<String, String>, Frame<String, String>, NotUsed> probe;

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void bodiesOfSeveralCallsComeAndGoAtTheSameTime() {
        run(protocol);
        send("qb 1 one", "qb 2 two", "c 2 b", "c 1 a", "e 1 -", "c 2 bb", "e 2 -");

        assertThat(all(0)).containsExactly("a");
        assertThat(all(1)).containsExactly("b", "bb");
        answer(1, "TWO", Body.of("1", "2", "3"));
        answer(0, "ONE", Body.of("4", "5"));
        assertThat(arrived())
                .containsExactly("ab 2 TWO", "C 2 1", "C 2 2", "C 2 3", "E 2 -", "ab 1 ONE", "C 1 4", "C 1 5", "E 1 -");
    }

    @Test
    void bodiesTakeTurns() {
        run(protocol);
        send("q 1 one", "q 2 two");
        probe.settle();
        BodyWriter<String> first = new BodyWriter<>();
        BodyWriter<String> second = new BodyWriter<>();
        answer(0, "ONE", first.body());
        answer(1, "TWO", second.body());
        assertThat(arrived()).containsExactly("ab 1 ONE", "ab 2 TWO");

        second.write("b");
        assertThat(arrived()).containsExactly("C 2 b");
        first.write("a");
        first.end();
        second.end();
        assertThat(arrived()).containsExactly("C 1 a", "E 1 -", "E 2 -");
    }

    @Test
    void withoutCreditABodyThatIsNotReadStopsTheReading() {
        run(protocol.withBodies(BodySettings.load().withWindow(2)));
        send("qb 1 one", "c 1 aa", "q 2 two");

        assertThat(probe.wantsInput()).isFalse();
        assertThat(service.requests()).hasSize(1);
        assertThat(value(read(0))).isEqualTo("aa");
        probe.settle();
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void withCreditABodyThatIsNotReadStopsItsOwnSenderOnly() {
        run(protocol.withCredit(4));
        send("qb 1 one", "c 1 aaaa", "q 2 two");
        probe.settle();

        assertThat(service.requests()).hasSize(2);
        assertThat(arrived()).isEmpty();
        assertThat(value(read(0))).isEqualTo("aaaa");
        assertThat(arrived()).containsExactly("w 1 4");
    }

    @Test
    void morePiecesThanCreditAreAFaultThatNamesBothNumbers() {
        run(protocol.withCredit(4));
        send("qb 1 one", "c 1 aaaa", "c 1 a");
        probe.settle();
        answer(0, "ONE", Body.empty());

        assertThat(FrameLines.write(probe.taken())).isEqualTo("a 1 ONE");
        assertThat(probe.awaitFailed())
                .hasMessageContaining("sent 5 of a body")
                .hasMessageContaining("credit of 4 (tapio.body.window)");
    }

    @Test
    void aReplyGoesAsFarAsItsCreditReaches() {
        run(protocol.withCredit(2));
        send("q 1 one", "q 2 two");
        probe.settle();
        answer(0, "ONE", Body.of("a", "b", "c", "d"));
        answer(1, "TWO", Body.of("e"));

        assertThat(arrived()).containsExactly("ab 1 ONE", "C 1 a", "C 1 b", "ab 2 TWO", "C 2 e", "E 2 -");
        send("W 1 1", "W 2 9", "W 1 5");
        assertThat(arrived()).containsExactly("C 1 c", "C 1 d", "E 1 -");
    }

    @Test
    void aCancelReachesTheServiceAndBothBodies() {
        run(protocol);
        BodyWriter<String> reply = new BodyWriter<>();
        send("qb 1 one", "qb 2 two");
        probe.settle();
        answer(0, "ONE", reply.body());
        CompletableFuture<String> chunk = read(1);
        send("n 1 -", "n 2 -", "q 1 again");

        assertThat(arrived()).containsExactly("ab 1 ONE", "X 1 the caller has left", "X 2 the caller has left");
        assertThat(service.call(1).context().cancellation().isCancelled()).isTrue();
        assertThat(failure(chunk).where()).isEqualTo(Where.CANCELLED);
        assertThat(failure(reply.write("a")).where()).isEqualTo(Where.CANCELLED);
        assertThat(service.requests()).hasSize(3);
    }

    @Test
    void aReplyThatBreaksOffBecomesAnError() {
        run(protocol);
        BodyWriter<String> reply = new BodyWriter<>();
        send("q 1 one");
        probe.settle();
        answer(0, "ONE", reply.body());
        reply.fail(Failure.at(Where.SERVICE, Failure.Processed.MAYBE, "the disk is gone"));

        assertThat(arrived()).containsExactly("ab 1 ONE", "X 1 the disk is gone");
    }

    @Test
    void anIdIsInUseUntilBothMessagesAreComplete() {
        run(protocol);
        send("qb 1 one");
        probe.settle();
        answer(0, "ONE", Body.empty());
        assertThat(arrived()).containsExactly("a 1 ONE");
        send("c 1 dropped", "e 1 -", "q 1 again");
        probe.settle();
        assertThat(service.requests()).hasSize(2);
        send("qb 2 x", "q 2 y");

        assertThat(probe.isOpen()).as("call 1 and 2 are still owed an answer").isTrue();
        answer(1, "AGAIN", Body.empty());
        answer(2, "X", Body.empty());
        assertThat(arrived()).containsExactly("a 1 AGAIN", "a 2 X");
        assertThat(probe.awaitFailed()).hasMessageContaining("used the id 2 again");
    }

    @Test
    void aPieceWithAnIdThatNoRequestHasIsAFaultOfThePeer() {
        run(protocol);
        send("c 9 a");

        assertThat(((Failure) probe.awaitFailed()).where()).isEqualTo(Where.DECODE);
    }

    @Test
    void aPieceOfAReplyIsAFaultOfAClient() {
        run(protocol);
        send("qb 1 one", "C 1 a");
        probe.settle();
        answer(0, "ONE", Body.empty());
        probe.taken();

        assertThat(((Failure) probe.awaitFailed()).where()).isEqualTo(Where.DECODE);
    }

    @Test
    void aBodyThatNobodyReadsEndsInTimeOrTheConnectionDoes() {
        run(protocol);
        send("qb 1 one", "q 2 two");
        probe.settle();
        answer(0, "ONE", Body.empty());
        probe.settle();
        timer.advance(Duration.ofSeconds(5));
        answer(1, "TWO", Body.empty());

        assertThat(FrameLines.write(probe.taken())).isEqualTo("a 1 ONE");
        assertThat(FrameLines.write(probe.taken())).isEqualTo("a 2 TWO");
        assertThat(probe.awaitFailed()).hasMessageContaining("tapio.body.abandoned-timeout");
    }

    @Test
    void callsRunUpToTheCapAndTheOthersWait() {
        run(protocol.withSettings(
                MultiplexSettings.load().withServerMaxInFlight(1).withServerMaxWaiting(1)));
        send("q 1 one", "q 2 two", "q 3 three");

        assertThat(probe.wantsInput()).isFalse();
        assertThat(service.requests()).hasSize(1);
        answer(0, "ONE", Body.empty());
        probe.settle();
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void aFailedCallHurtsNoOther() {
        run(protocol);
        send("q 1 one", "q 2 two");
        probe.settle();
        service.call(0).answer().completeExceptionally(new IllegalStateException("no"));
        answer(1, "TWO", Body.empty());

        assertThat(arrived()).containsExactly("X 1 java.lang.IllegalStateException: no", "a 2 TWO");
    }

    @Test
    void thePeersEndFailsBodiesAndStillGetsItsAnswers() {
        run(protocol);
        send("qb 1 one", "q 2 two");
        probe.complete().settle();
        answer(1, "TWO", Body.of("a"));

        assertThat(failure(read(0)).where()).isEqualTo(Where.CLOSED);
        assertThat(arrived()).containsExactly("ab 2 TWO", "C 2 a", "E 2 -");
        answer(0, "ONE", Body.empty());
        assertThat(FrameLines.write(probe.taken())).isEqualTo("a 1 ONE");
        probe.awaitCompleted();
    }

    @Test
    void whenTheConnectionIsGoneSoAreItsBodies() {
        run(protocol);
        BodyWriter<String> reply = new BodyWriter<>();
        BodyWriter<String> late = new BodyWriter<>();
        send("q 1 one", "qb 2 two");
        probe.settle();
        answer(0, "ONE", reply.body());
        CompletableFuture<String> chunk = read(1);
        probe.cancel().settle();
        answer(1, "TWO", late.body());

        assertThat(failure(chunk).where()).isEqualTo(Where.CLOSED);
        assertThat(failure(reply.write("a")).where()).isEqualTo(Where.CANCELLED);
        assertThat(failure(late.write("a")).where()).isEqualTo(Where.CANCELLED);
    }

    @Test
    void aServerThatDrainsFinishesItsCallsAndRefusesOthers() {
        run(protocol.withCredit(1));
        send("q 1 one");
        probe.settle();
        answer(0, "ONE", Body.of("a", "b"));
        connection.drain();
        send("q 2 two");
        assertThat(arrived()).containsExactly("ab 1 ONE", "C 1 a", "X 2 the server is draining");
        send("W 1 5");

        assertThat(arrived()).containsExactly("C 1 b", "E 1 -");
        probe.awaitCompleted();
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void whoSaysGoodbyeServesWhatStillComesUntilThePeerCloses() {
        run(protocol.withGoodbye());
        send("q 1 one");
        probe.settle();
        connection.drain();
        probe.settle();
        send("q 2 crossed");
        probe.settle();
        answer(0, "ONE", Body.empty());
        answer(1, "CROSSED", Body.empty());

        assertThat(arrived()).containsExactly("g 0 -", "a 1 ONE", "a 2 CROSSED");
        assertThat(probe.isOpen()).isTrue();
        probe.complete();
        probe.awaitCompleted();
    }

    @Test
    void oneWayMessagesAndPushesPass() {
        Context.Key<Push<String>> key = Context.Key.local("push");
        run(protocol.withPushes(key, String::length));
        send("o 0 news");
        probe.settle();
        service.call(0).context().get(key).orElseThrow().push("hello");
        answer(0, "nobody waits", Body.empty());

        assertThat(arrived()).containsExactly("o 0 hello");
    }

    private void run(StreamingMultiplexServer<String, String, String, String> server) {
        var flow = Frames.<Frame<String, String>>gathered()
                .via(server.dispatching(connection, service))
                .via(Frames.spread());
        probe = FlowProbe.of(flow, KIT.system());
        probe.request(1000);
    }

    @SuppressWarnings("unchecked")
    private void send(String... lines) {
        probe.send(Arrays.stream(lines).map(FrameLines::read).toArray(Frame[]::new));
    }

    private List<String> arrived() {
        return probe.arrived().stream().map(FrameLines::write).toList();
    }

    private void answer(int call, String head, Body<String> body) {
        probe.settle();
        service.call(call).answer().complete(new Streamed<>(head, body));
    }

    private CompletableFuture<String> read(int call) {
        probe.settle();
        return service.call(call).request().body().next().toCompletableFuture();
    }

    private List<String> all(int call) {
        probe.settle();
        return value(service.call(call).request().body().all(1000, String::length));
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
