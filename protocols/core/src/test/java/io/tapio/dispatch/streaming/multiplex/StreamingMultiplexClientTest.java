package io.tapio.dispatch.streaming.multiplex;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.body.BodyWriter;
import io.tapio.body.Streamed;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Ids;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.stream.FlowProbe;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StreamingMultiplexClientTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Failure LEFT = Failure.at(Where.CANCELLED, Processed.MAYBE, "left");

    private final VirtualTimer timer = new VirtualTimer();
    private final StreamingMultiplexClient<String, String, String, String> protocol =
            StreamingMultiplex.client(FrameLines.codec(), String::length, String::length);
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
    void bodiesOfSeveralRequestsAreSentAtTheSameTime() {
        open(protocol);
        BodyWriter<String> first = new BodyWriter<>();
        BodyWriter<String> second = new BodyWriter<>();
        call("one", first.body());
        call("two", second.body());
        assertThat(sent()).containsExactly("qb 0 one", "qb 1 two");
        second.write("b");
        assertThat(sent()).containsExactly("c 1 b");
        first.write("a");
        first.end();
        assertThat(sent()).containsExactly("c 0 a", "e 0 -");
        second.fail(LEFT);
        assertThat(sent()).containsExactly("x 1 left");
    }

    @Test
    void repliesComeInAnyOrderWithTheirBodies() {
        open(protocol);
        var first = call("one", Body.empty());
        var second = call("two", Body.empty());
        sent();
        reply("ab 1 TWO", "C 1 b", "a 0 ONE", "E 1 -");

        assertThat(value(first).head()).isEqualTo("ONE");
        assertThat(value(value(second).body().all(100, String::length))).containsExactly("b");
    }

    @Test
    void aReaderThatTakesGrantsWhatItHasTaken() {
        open(protocol.withCredit(4));
        var answer = call("one", Body.empty());
        sent();
        reply("ab 0 ONE", "C 0 aaa");
        Body<String> body = value(answer).body();
        assertThat(sent()).isEmpty();

        assertThat(value(body.next())).isEqualTo("aaa");
        assertThat(sent()).containsExactly("W 0 3");
    }

    @Test
    void aRequestsBodyGoesAsFarAsItsCreditReaches() {
        open(protocol.withCredit(2));
        call("one", Body.of("a", "b", "c"));
        assertThat(sent()).containsExactly("qb 0 one", "c 0 a", "c 0 b");
        reply("w 0 1");
        assertThat(sent()).containsExactly("c 0 c", "e 0 -");
    }

    @Test
    void aPeerThatOverrunsItsCreditEndsItsConnection() {
        open(protocol.withCredit(2));
        var answer = call("one", Body.empty());
        sent();
        reply("ab 0 ONE", "C 0 aaa");

        Body<String> body = value(answer).body();
        assertThat(value(body.next())).isEqualTo("aaa");
        assertThat(failure(body.next()).where()).isEqualTo(Where.DECODE);
        assertThat(probe.awaitFailed()).hasMessageContaining("credit of 2 (tapio.body.window)");
    }

    @Test
    void withoutCreditABodyThatIsNotReadStopsTheReading() {
        open(protocol.withBodies(BodySettings.load().withWindow(2)));
        var first = call("one", Body.empty());
        var second = call("two", Body.empty());
        sent();
        reply("ab 0 ONE", "C 0 aa", "a 1 TWO");
        assertThat(second).isNotDone();

        assertThat(value(value(first).body().next())).isEqualTo("aa");
        assertThat(value(second).head()).isEqualTo("TWO");
    }

    @Test
    void aCallerThatLeavesIsToldOfAndItsIdIsFreeWhenThePeerHasAnswered() {
        open(protocol.withCancels().withIds(Ids.upTo(0)));
        BodyWriter<String> body = new BodyWriter<>();
        CancellationSource caller = new CancellationSource();
        session.call(Context.root().withCancellation(caller), new Streamed<>("one", body.body()));
        assertThat(sent()).containsExactly("qb 0 one");
        caller.cancel(LEFT);
        assertThat(sent()).endsWith("n 0 -"); // and before it perhaps that the body of the request has broken off
        assertThat(failure(body.write("a")).where()).isEqualTo(Where.CANCELLED);
        var next = call("two", Body.empty());
        assertThat(sent()).isEmpty();
        reply("X 0 the caller has left");
        assertThat(sent()).containsExactly("q 0 two");
        reply("a 0 TWO");

        assertThat(value(next).head()).isEqualTo("TWO");
    }

    @Test
    void aReaderThatLeavesIsToldOf() {
        open(protocol.withCancels());
        var answer = call("one", Body.empty());
        sent();
        reply("ab 0 ONE", "C 0 a");
        value(answer).body().cancel(LEFT);

        assertThat(sent()).containsExactly("n 0 -");
        reply("C 0 b", "X 0 the caller has left");
        assertThat(probe.isOpen()).isTrue();
    }

    @Test
    void whereNobodyCanBeToldWhatComesIsDroppedInBounds() {
        open(protocol.withBodies(BodySettings.load().withAbandonedBytes(4)));
        var answer = call("one", Body.empty());
        sent();
        reply("ab 0 ONE");
        value(answer).body().cancel(LEFT);
        reply("C 0 abcd");
        assertThat(probe.isOpen()).isTrue();
        reply("C 0 e");

        assertThat(probe.awaitFailed()).hasMessageContaining("tapio.body.abandoned-bytes");
    }

    @Test
    void anErrorInTheMiddleOfAReplyFailsItsReaderAndNobodyElse() {
        open(protocol);
        var first = call("one", Body.empty());
        var second = call("two", Body.empty());
        sent();
        reply("ab 0 ONE", "C 0 a", "X 0 the disk is gone", "a 1 TWO");

        Body<String> body = value(first).body();
        assertThat(value(body.next())).isEqualTo("a");
        assertThat(failure(body.next())).hasMessage("the disk is gone");
        assertThat(value(second).head()).isEqualTo("TWO");
    }

    @Test
    void aFailedCallEndsTheBodyOfItsRequest() {
        open(protocol);
        BodyWriter<String> body = new BodyWriter<>();
        var answer = call("one", body.body());
        sent();
        reply("X 0 no");

        assertThat(failure(answer)).hasMessage("no");
        assertThat(failure(body.write("a")).where()).isEqualTo(Where.CANCELLED);
        assertThat(sent()).hasSize(1).first().asString().startsWith("x 0 ");
    }

    @Test
    void whatAnswersNoCallIsAFaultOfThePeer() {
        for (String line : List.of("a 5 x", "C 5 x", "E 5 -", "X 5 x", "q 5 x", "c 5 x")) {
            open(protocol);
            reply(line);
            assertThat(((Failure) probe.awaitFailed()).where()).as(line).isEqualTo(Where.DECODE);
        }
    }

    @Test
    void aConnectionThatEndsFailsCallsAndBodies() {
        open(protocol);
        BodyWriter<String> writer = new BodyWriter<>();
        var first = call("one", Body.empty());
        var second = call("two", writer.body());
        sent();
        reply("ab 0 ONE");
        probe.complete().settle();

        assertThat(failure(value(first).body().next()).where()).isEqualTo(Where.CLOSED);
        assertThat(failure(second).processed()).isEqualTo(Processed.MAYBE);
        assertThat(failure(writer.write("a")).where()).isEqualTo(Where.CANCELLED);
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void aSessionDrainsWhenTheLastBodyHasCome() {
        open(protocol);
        var answer = call("one", Body.empty());
        sent();
        reply("ab 0 ONE");
        session.drain(Duration.ofSeconds(10));
        assertThat(probe.isOpen()).isTrue();
        reply("E 0 -");

        assertThat(value(value(answer).body().next())).isNull();
        probe.awaitCompleted();
    }

    @Test
    void aGoodbyeOfThePeerEndsTheSessionWhenItsCallsAreOver() {
        open(protocol);
        var answer = call("one", Body.empty());
        sent();
        reply("g 0 -");
        reply("ab 0 ONE");
        assertThat(call("two", Body.empty())).isCompletedExceptionally();
        assertThat(probe.isOpen()).isTrue();
        reply("E 0 -");

        assertThat(value(value(answer).body().next())).isNull();
        probe.awaitCompleted();
    }

    @Test
    void pushesGoToTheirReceiver() {
        List<String> pushed = new ArrayList<>();
        open(protocol.withPushes(pushed::add));
        reply("o 0 news");

        assertThat(pushed).containsExactly("news");
    }

    private void open(StreamingMultiplexClient<String, String, String, String> client) {
        probe = FlowProbe.of(client.open(new TestConnection(timer)), KIT.system());
        session = value(probe.value());
        probe.request(100);
    }

    private CompletableFuture<Streamed<String, String>> call(String head, Body<String> body) {
        return session.call(Context.root(), new Streamed<>(head, body)).toCompletableFuture();
    }

    private List<String> sent() {
        return probe.arrived().stream()
                .flatMap(bytes -> bytes.utf8String().lines())
                .toList();
    }

    private void reply(String... lines) {
        probe.send(ByteString.fromString(String.join("\n", lines) + "\n")).settle();
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
