package io.tapio.dispatch.duplex;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.codec.Codec;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DuplexMultiplexTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final DuplexMultiplex<String> protocol = DuplexMultiplex.of(codec());
    private final HeldService<String, String> service = new HeldService<>();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aServiceCallsItsCallerBackOnTheSameConnection() {
        Service<String, String> asks = (context, request) ->
                context.get(protocol.peer()).orElseThrow().call(context, "who?").thenApply(who -> request + " " + who);
        Service<String, String> answers = Service.of(request -> request.equals("who?") ? "me" : "?");
        Session<String, String> session = joined(asks, answers, new Seed(1), new Seed(2));

        assertThat(value(session.call(Context.root(), "hello"))).isEqualTo("hello me");
    }

    @Test
    void callsInBothDirectionsGetTheirOwnAnswersHoweverTheBytesAreCut() {
        Seed.run(random -> {
            CompletableFuture<Session<String, String>> client = new CompletableFuture<>();
            Service<String, String> answers = (context, request) -> {
                context.get(protocol.peer()).ifPresent(client::complete);
                return request.hashCode() % 2 == 0
                        ? CompletableFuture.completedFuture("re " + request)
                        : CompletableFuture.supplyAsync(() -> "re " + request);
            };
            Session<String, String> server =
                    joined(answers, answers, new Seed(random.nextLong()), new Seed(random.nextLong()));
            value(server.call(Context.root(), "first"));
            Semaphore room = new Semaphore(100);
            List<CompletableFuture<Boolean>> right = new ArrayList<>();
            for (int i = 0; i < 4_000; i++) {
                String request = "r" + i;
                room.acquireUninterruptibly();
                right.add((i % 2 == 0 ? server : value(client))
                        .call(Context.root(), request)
                        .thenApply(reply -> reply.equals("re " + request))
                        .whenComplete((reply, thrown) -> room.release())
                        .toCompletableFuture());
            }

            right.forEach(each -> assertThat(value(each)).isTrue());
        });
    }

    @Test
    void whatIsMoreThanMayWaitIsRefusedAndNotProcessed() {
        MultiplexSettings one =
                MultiplexSettings.load().withServerMaxInFlight(1).withServerMaxWaiting(1);
        var probe = server(protocol.withSettings(one));
        send(probe, "q 1 a", "q 2 b", "q 3 c");

        assertThat(sent(probe)).hasSize(1).first().asString().startsWith("e 3 ").contains("1 and 1 (tapio.multiplex");
        assertThat(probe.wantsInput())
                .as("replies to calls of this side must be heard")
                .isTrue();
    }

    @Test
    void aReplyBehindRequestsThatWaitIsHeard() {
        MultiplexSettings one =
                MultiplexSettings.load().withServerMaxInFlight(1).withServerMaxWaiting(1);
        var probe = server(protocol.withSettings(one));
        send(probe, "q 1 a");
        probe.settle();
        CompletionStage<String> callBack = peerOf(0).call(Context.root(), "who?");
        assertThat(sent(probe)).containsExactly("q 0 who?");
        send(probe, "q 2 b", "q 3 c", "a 0 me");

        assertThat(value(callBack)).isEqualTo("me");
    }

    @Test
    void thePeersEndFailsTheCallsThatItOwesAndGetsItsAnswers() {
        var probe = server(protocol);
        send(probe, "q 1 a");
        probe.settle();
        CompletionStage<String> callBack = peerOf(0).call(Context.root(), "who?");
        sent(probe);
        probe.complete().settle();

        assertThat(failure(callBack).where()).isEqualTo(Where.CLOSED);
        service.call(0).answer().complete("A");
        assertThat(sent(probe)).containsExactly("a 1 A");
        probe.awaitCompleted();
    }

    @Test
    void aSessionThatDrainsEndsTheConnectionWhenBothAreAnswered() {
        var probe = FlowProbe.of(protocol.client(service).open(new TestConnection()), KIT.system());
        probe.request(100);
        Session<String, String> session = value(probe.value());
        var call = session.call(Context.root(), "x");
        assertThat(lines(probe.arrived())).containsExactly("q 0 x");
        probe.send(ByteString.fromString("q 1 a\n")).settle();
        session.drain(Duration.ofSeconds(10));
        probe.send(ByteString.fromString("a 0 X\n")).settle();

        assertThat(value(call)).isEqualTo("X");
        service.call(0).answer().complete("A");
        assertThat(lines(probe.arrived())).containsExactly("a 1 A");
        probe.awaitCompleted();
    }

    @Test
    void aServerThatDrainsAnswersWhatItHasReadWhichMayCallBackMeanwhile() {
        TestConnection connection = new TestConnection();
        assertThat(protocol.server().drains()).isTrue();
        var probe = FlowProbe.of(protocol.server().serve(connection, service), KIT.system());
        probe.request(100);
        send(probe, "q 1 a");
        probe.settle();
        connection.drain();
        CompletionStage<String> callBack = peerOf(0).call(Context.root(), "who?");
        assertThat(sent(probe)).containsExactly("q 0 who?");
        send(probe, "a 0 me");

        assertThat(value(callBack)).isEqualTo("me");
        service.call(0).answer().complete("A");
        assertThat(sent(probe)).containsExactly("a 1 A");
        probe.awaitCompleted();
    }

    @Test
    void aServerThatDrainsAwaitsTheAnswersToItsOwnCalls() {
        TestConnection connection = new TestConnection();
        var probe = FlowProbe.of(protocol.server().serve(connection, service), KIT.system());
        probe.request(100);
        send(probe, "q 1 a");
        probe.settle();
        CompletionStage<String> owed = peerOf(0).call(Context.root(), "who?");
        service.call(0).answer().complete("A");
        probe.settle();
        connection.drain();
        probe.settle();
        assertThat(sent(probe)).containsExactly("q 0 who?", "a 1 A");
        assertThat(failure(peerOf(0).call(Context.root(), "more")).processed()).isEqualTo(Processed.NO);
        send(probe, "a 0 me");

        assertThat(value(owed)).isEqualTo("me");
        probe.awaitCompleted();
    }

    private Session<String, String> peerOf(int call) {
        return service.call(call).context().get(protocol.peer()).orElseThrow();
    }

    @Test
    void anAnswerToNothingEndsTheConnectionAndFailsWhatIsUnderWay() {
        var probe = server(protocol);
        send(probe, "q 1 a", "a 7 x");

        assertThat(((Failure) probe.awaitFailed()).where()).isEqualTo(Where.DECODE);
        assertThat(service.call(0).context().cancellation().isCancelled()).isTrue();
    }

    @Test
    void bytesThatCannotBeReadEndTheConnection() {
        var probe = server(protocol);
        send(probe, "z 1 a");

        assertThat(((Failure) probe.awaitFailed()).where()).isEqualTo(Where.DECODE);
    }

    private FlowProbe<ByteString, ByteString, NotUsed> server(DuplexMultiplex<String> duplex) {
        // keys are those of the protocol that a service is written for
        assertThat(duplex.peer()).isSameAs(protocol.peer());
        var probe = FlowProbe.of(duplex.server().serve(new TestConnection(), service), KIT.system());
        probe.request(100);
        return probe;
    }

    private static void send(FlowProbe<ByteString, ByteString, NotUsed> probe, String... lines) {
        probe.send(ByteString.fromString(String.join("\n", lines) + "\n"));
    }

    private static List<String> sent(FlowProbe<ByteString, ByteString, NotUsed> probe) {
        return lines(probe.arrived());
    }

    private static List<String> lines(List<ByteString> chunks) {
        return chunks.stream().flatMap(bytes -> bytes.utf8String().lines()).toList();
    }

    private Session<String, String> joined(
            Service<String, String> atServer, Service<String, String> atClient, Seed there, Seed back) {
        var network = Rechunker.of(there)
                .via(protocol.server().serve(new TestConnection(), atServer))
                .via(Rechunker.of(back));
        return value(protocol.client(atClient)
                .open(new TestConnection())
                .join(network)
                .run(KIT.system()));
    }

    private static Codec<Message<String>, Message<String>> codec() {
        return Framing.lines(1000).map(DuplexMultiplexTest::read, DuplexMultiplexTest::write);
    }

    private static Message<String> read(String line) {
        String[] parts = line.split(" ", 3);
        long id = Long.parseLong(parts[1]);
        return switch (parts[0]) {
            case "q" -> new Message.Request<>(id, parts[2]);
            case "a" -> new Message.Reply<>(id, parts[2]);
            case "e" -> new Message.Error<>(id, Failure.at(Where.SERVICE, Processed.YES, parts[2]));
            case "c" -> new Message.Cancel<>(id);
            default -> throw Failure.at(Where.DECODE, Processed.NO, "no kind: " + parts[0]);
        };
    }

    private static String write(Message<String> message) {
        if (message instanceof Message.Request<String> request) {
            return "q " + request.id() + " " + request.body();
        } else if (message instanceof Message.Reply<String> reply) {
            return "a " + reply.id() + " " + reply.body();
        } else if (message instanceof Message.Error<String> error) {
            return "e " + error.id() + " " + error.failure().getMessage();
        }
        return "c " + ((Message.Cancel<String>) message).id() + " -";
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
