package io.tapio.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import io.tapio.testkit.stream.Rechunker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final KeepAliveSettings SETTINGS =
            new KeepAliveSettings(Optional.of(Duration.ofSeconds(5)), Duration.ofSeconds(4), 3);

    private static final Pings<String, String> WORDS = new Pings<>() {
        @Override
        public boolean isPing(String line) {
            return line.startsWith("ping");
        }

        @Override
        public String pong(String ping) {
            return "pong" + ping.substring(4);
        }

        @Override
        public boolean isPong(String line) {
            return line.startsWith("pong");
        }

        @Override
        public String ping() {
            return "ping";
        }
    };

    private final TestConnection connection = new TestConnection();
    private final HeldService<String, String> held = new HeldService<>();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void pingsArePongedInPlaceAndTheServiceHearsNothingOfThem() {
        List<String> heard = new ArrayList<>();
        var probe = serve(Service.of(line -> {
            heard.add(line);
            return line.toUpperCase();
        }));

        assertThat(exchange(probe, "ping 1\na\nping 2\npong\nb\n"))
                .contains("pong 1\n", "A\n", "pong 2\n", "B\n")
                .hasSize(2 * 7 + 2 * 2);
        assertThat(exchange(probe, "ping\n")).isEqualTo("pong\n");
        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void aRunWithoutPingsLeavesInOneWriteAsItWouldWithoutTheLayer() {
        var probe = serve(Service.of(String::toUpperCase));

        probe.send(bytes("a\nb\nc\n"));

        assertThat(probe.next()).isEqualTo(bytes("A\nB\nC\n"));
    }

    @Test
    void aPongDoesNotWaitForACall() {
        var probe = serve(held);

        assertThat(exchange(probe, "a\nping\n")).isEqualTo("pong\n");
        held.call(0).answer().complete("A");

        assertThat(text(probe)).isEqualTo("A\n");
    }

    @Test
    void aSilentPeerIsPingedAndItsPongKeepsItAlive() {
        var probe = serve(held);
        pass(probe, 4999);
        assertThat(text(probe)).isEmpty();

        pass(probe, 1);
        assertThat(text(probe)).isEqualTo("ping\n");
        pass(probe, 3999);
        exchange(probe, "pong\n");
        pass(probe, 4999);
        assertThat(text(probe)).isEmpty();
        pass(probe, 1);

        assertThat(text(probe)).isEqualTo("ping\n");
        assertThat(probe.isOpen()).isTrue();
    }

    @Test
    void aPeerThatStaysSilentAfterAPingIsGone() {
        var probe = serve(held).send(bytes("a\n"));
        pass(probe, 5000);
        assertThat(text(probe)).isEqualTo("ping\n");

        pass(probe, 3999);
        assertThat(probe.isOpen()).isTrue();
        pass(probe, 1);

        Failure failure = (Failure) probe.awaitFailed();
        assertThat(failure.detail()).containsEntry("close.reason", "ping_timeout");
        assertThat(failure).hasMessageContaining("4000 ms after a ping (tapio.keepalive.pong-timeout)");
        probe.settle();
        assertThat(connection.timer().scheduled()).isZero();
    }

    @Test
    void anyBytesOfThePeerAreASignOfLife() {
        var probe = serve(held);
        pass(probe, 3000);
        exchange(probe, "half a li");
        pass(probe, 4999);
        assertThat(text(probe)).isEmpty();
        pass(probe, 1);
        assertThat(text(probe)).isEqualTo("ping\n");

        exchange(probe, "ne");
        pass(probe, 4999);

        assertThat(probe.isOpen()).isTrue();
        assertThat(held.requests()).isEmpty();
    }

    @Test
    void aPeerThatIsNotReadIsNotGone() {
        var few = PipelineSettings.load().withServerMaxInFlight(1);
        var probe = FlowProbe.of(
                Pipeline.server(Framing.lines(20), failure -> "error")
                        .withSettings(few)
                        .withLayer(new KeepAlive<>(WORDS, SETTINGS))
                        .serve(connection, held),
                KIT.system());
        exchange(probe, "a\nb\n");
        pass(probe, 5000);
        assertThat(text(probe)).isEqualTo("ping\n");
        pass(probe, 60_000);
        assertThat(probe.isOpen()).isTrue();

        held.call(0).answer().complete("A");
        assertThat(text(probe)).isEqualTo("A\n");
        held.call(1).answer().complete("B");
        assertThat(text(probe)).isEqualTo("B\n");
        pass(probe, 3999);
        assertThat(probe.isOpen()).isTrue();
        pass(probe, 4001);

        assertThat(probe.awaitFailed()).hasMessageContaining("after a ping");
    }

    @Test
    void aPingThatThePeerDoesNotTakeIsNotHeldAgainstIt() {
        var probe = FlowProbe.of(
                Pipeline.server(Framing.lines(20), failure -> "error")
                        .withLayer(new KeepAlive<>(WORDS, SETTINGS))
                        .serve(connection, Service.of(line -> line)),
                KIT.system());
        probe.send(bytes("a\n")).settle();

        pass(probe, 60_000);

        assertThat(probe.isOpen()).isTrue();
        assertThat(text(probe)).isEqualTo("a\nping\n");
    }

    @Test
    void oneTimerIsSetHoweverManyFramesComeAndNoneWhenPingsAreOff() {
        var probe = serve(Service.of(line -> line));
        for (int i = 0; i < 20; i++) {
            exchange(probe, "a\nb\nping\n");
            pass(probe, 1000);
            assertThat(connection.timer().scheduled()).isEqualTo(1);
        }
        assertThat(probe.isOpen()).isTrue();

        TestConnection other = new TestConnection();
        var off = FlowProbe.of(
                Pipeline.server(Framing.lines(20), failure -> "error")
                        .withLayer(new KeepAlive<>(
                                WORDS, new KeepAliveSettings(Optional.empty(), Duration.ofSeconds(4), 3)))
                        .serve(other, Service.of(line -> line)),
                KIT.system());
        assertThat(exchange(off, "ping\na\n")).contains("pong\n", "a\n");
        assertThat(other.timer().scheduled()).isZero();
    }

    @Test
    void aPeerThatHasClosedItsSideIsNotPinged() {
        var probe = serve(held).send(bytes("a\n")).complete();
        probe.settle();
        pass(probe, 60_000);
        assertThat(text(probe)).isEmpty();

        held.call(0).answer().complete("A");

        assertThat(text(probe)).isEqualTo("A\n");
        probe.awaitCompleted();
    }

    @Test
    void aPingBeforeTheEndIsStillAnswered() {
        var probe = serve(Service.of(line -> line)).send(bytes("a\nping\n")).complete();

        assertThat(text(probe)).contains("a\n", "pong\n");
        probe.awaitCompleted();
    }

    @Test
    void pongsThatThePeerDoesNotTakeAreBounded() {
        FlowProbe<ByteString, ByteString, CompletionStage<Session<String, String>>> probe = FlowProbe.of(
                Pipeline.<String, String>client(Framing.lines(20))
                        .withLayer(new KeepAlive<>(WORDS, SETTINGS))
                        .withSettings(PipelineSettings.load())
                        .open(connection),
                KIT.system());
        Session<String, String> session = get(probe.value());

        text(probe.send(bytes("ping\n".repeat(9))));
        Failure failure = (Failure) probe.awaitFailed();

        assertThat(failure.where()).isEqualTo(Where.QUEUE);
        assertThat(failure).hasMessageContainingAll("pong 4", "taken 3", "tapio.keepalive.max-pongs");
        assertThat(session.status()).isEqualTo(Session.Status.CLOSED);
    }

    @Test
    void aClientPingsItsServerAndFailsItsCallsWhenThatIsGone() {
        FlowProbe<ByteString, ByteString, CompletionStage<Session<String, String>>> probe = FlowProbe.of(
                Pipeline.<String, String>client(Framing.lines(20))
                        .withLayer(new KeepAlive<>(WORDS, SETTINGS))
                        .open(connection),
                KIT.system());
        Session<String, String> session = get(probe.value());
        var answered = session.call(Context.root(), "a").toCompletableFuture();
        assertThat(exchange(probe, "ping\nA\n")).contains("a\n", "pong\n");
        assertThat(answered).isCompletedWithValue("A");
        var lost = session.call(Context.root(), "b").toCompletableFuture();
        pass(probe, 5000);
        assertThat(text(probe)).isEqualTo("b\nping\n");

        pass(probe, 4000);

        Failure failure = Failure.of(lost.handle((value, thrown) -> thrown).join());
        assertThat(failure).hasMessageContaining("silent for 4000 ms after a ping");
        assertThat(failure.where()).isEqualTo(Where.CLOSED);
    }

    @Test
    void aSessionIsBusyWhileItsServerIsInDoubt() {
        FlowProbe<ByteString, ByteString, CompletionStage<Session<String, String>>> probe = FlowProbe.of(
                new KeepAlive<>(WORDS, SETTINGS)
                        .<String, String>watching(Pipeline.<String, String>client(Framing.lines(20))::withLayer)
                        .open(connection),
                KIT.system());
        Session<String, String> session = get(probe.value());
        assertThat(session.status()).isEqualTo(Session.Status.OPEN);
        pass(probe, 5000);
        assertThat(text(probe)).isEqualTo("ping\n");
        assertThat(session.status()).isEqualTo(Session.Status.BUSY);

        var call = session.call(Context.root(), "a").toCompletableFuture();
        assertThat(exchange(probe, "pong\nA\n")).isEqualTo("a\n");

        assertThat(get(call)).isEqualTo("A");
        assertThat(session.status()).isEqualTo(Session.Status.OPEN);
    }

    @Test
    void callsAndPingsOfBothEndsDoNotDisturbEachOther() {
        Seed.run(random -> {
            for (int round = 0; round < 5; round++) {
                var network = Rechunker.of(new Seed(random.nextLong()))
                        .via(Pipeline.server(Framing.lines(20), failure -> "error")
                                .withLayer(new KeepAlive<>(WORDS, SETTINGS))
                                .serve(connection, Service.of(line -> "re " + line)))
                        .via(Rechunker.of(new Seed(random.nextLong())));
                Session<String, String> session = get(Pipeline.<String, String>client(Framing.lines(20))
                        .withLayer(new KeepAlive<>(WORDS, SETTINGS))
                        .open(connection)
                        .join(network)
                        .run(KIT.system()));
                for (int i = 0; i < 200; i++) {
                    String line = "line " + i;
                    var answer = session.call(Context.root(), line);
                    connection.timer().advance(Duration.ofMillis(random.nextInt(3000)));
                    assertThat(get(answer)).isEqualTo("re " + line);
                }
                session.drain(Duration.ofSeconds(1));
            }
        });
    }

    private FlowProbe<ByteString, ByteString, NotUsed> serve(Service<String, String> service) {
        return FlowProbe.of(
                Pipeline.server(Framing.lines(20), failure -> "error")
                        .withLayer(new KeepAlive<>(WORDS, SETTINGS))
                        .serve(connection, service),
                KIT.system());
    }

    private void pass(FlowProbe<?, ?, ?> probe, long millis) {
        probe.settle();
        long step = Math.max(1, millis / 10);
        for (long left = millis; left > 0; left -= step) {
            connection.timer().advance(MILLI.multipliedBy(Math.min(left, step)));
            probe.settle();
        }
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(9, TimeUnit.SECONDS).join();
    }

    private static String exchange(FlowProbe<ByteString, ByteString, ?> probe, String sent) {
        return text(probe.send(bytes(sent)));
    }

    private static String text(FlowProbe<ByteString, ByteString, ?> probe) {
        return probe.request(99).arrived().stream()
                .reduce(ByteString.emptyByteString(), ByteString::concat)
                .utf8String();
    }

    private static ByteString bytes(String text) {
        return ByteString.fromString(text);
    }
}
