package io.tapio.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.codec.Codec;
import io.tapio.codec.CodecSettings;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.multiplex.Multiplex;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.stream.FlowProbe;
import io.tapio.testkit.stream.Rechunker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A handshake of lines: the client says who it is, the server asks for a word, and says how long frames are. */
class HandshakeTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Context.Key<String> USER = Context.Key.local("user");
    private static final Codec<String, String> LINES = Framing.lines(60);
    private static final HandshakeSettings SETTINGS =
            new HandshakeSettings(Duration.ofSeconds(5), 3, 40, new CodecSettings(50, 1000, 1, Optional.empty()));

    private final TestConnection connection = new TestConnection();

    private static final class Asking implements Conversation<String, String, String> {
        private String user = "";

        @Override
        public List<String> start() {
            return List.of("who are you?");
        }

        @Override
        public Step<String, String> onFrame(String line) {
            if (line.equals("bug")) {
                throw new IllegalStateException("a bug");
            } else if (user.isEmpty()) {
                user = line;
                return Step.say("the word?");
            }
            return line.equals("sesame")
                    ? Step.done(user, "welcome", "frames have 4 bytes")
                    : Step.refused(user + " does not know the word", "go away");
        }
    }

    private static final class Answering implements Conversation<String, String, Integer> {
        @Override
        public Step<String, Integer> onFrame(String line) {
            return switch (line) {
                case "who are you?" -> Step.say("ali");
                case "the word?" -> Step.say("sesame");
                case "welcome" -> Step.say();
                case "frames have 4 bytes" -> Step.done(4);
                default -> Step.refused("the server said: " + line, "oh");
            };
        }
    }

    private final ServerProtocol<ByteString, ByteString> server =
            Handshake.<String, String, String, ByteString, ByteString>server(
                            LINES, connection -> new Asking(), USER, user -> Pipeline.server(Framing.fixed(4)))
                    .withSettings(SETTINGS);

    private final HandshakeClient<String, String, Integer, ByteString, ByteString> client =
            Handshake.<String, String, Integer, ByteString, ByteString>client(
                            LINES, connection -> new Answering(), size -> Pipeline.client(Framing.fixed(size)))
                    .withSettings(new HandshakeSettings(SETTINGS.timeout(), 9, 100, SETTINGS.codec()));

    private static final Service<ByteString, ByteString> WHO = (context, frame) -> CompletableFuture.completedFuture(
            bytes((context.get(USER).orElse("?") + frame.utf8String()).substring(0, 4)));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void theServerSpeaksTheProtocolProperAfterwardsAndItsServiceKnowsTheResult() {
        var probe = serve();
        assertThat(text(probe)).isEqualTo("who are you?\n");
        assertThat(exchange(probe, "ali\n")).isEqualTo("the word?\n");

        assertThat(exchange(probe, "sesame\n")).isEqualTo("welcome\nframes have 4 bytes\n");

        assertThat(exchange(probe, "1234")).isEqualTo("ali1");
        assertThat(connection.timer().scheduled()).isZero();
    }

    @Test
    void itDoesNotMatterWhereTheBytesAreCut() {
        ByteString all = bytes("ali\nsesame\n12345678");
        for (int cut = 1; cut < all.size(); cut++) {
            var probe = serve().send(all.take(cut), all.drop(cut));

            assertThat(text(probe))
                    .as("cut at %d", cut)
                    .isEqualTo("who are you?\nthe word?\nwelcome\nframes have 4 bytes\nali1ali5");
        }
    }

    @Test
    void theResultIsKnownInEveryContextOfAConnection() {
        Codec<Message<String>, Message<String>> codec = LINES.map(
                line -> new Message.Request<>(Long.parseLong(line.substring(0, 1)), line.substring(2)),
                message -> ((Message.Reply<String>) message).body());
        var protocol = Handshake.<String, String, String, String, String>server(
                LINES, connection -> new Asking(), USER, user -> Multiplex.server(codec));
        Service<String, String> service = (context, line) -> CompletableFuture.completedFuture(
                context.get(USER).orElse("?") + " " + context.cancellation().isCancelled() + " " + line);
        var probe = FlowProbe.of(protocol.serve(connection, service), KIT.system());
        exchange(probe, "ali\nsesame\n");

        assertThat(exchange(probe, "1 a\n2 b\n")).isEqualTo("ali false a\nali false b\n");
    }

    @Test
    void aRefusedPeerGetsTheLastWordAndTheReasonSaysWhy() {
        var probe = serve().send(bytes("eve\nopen up\n1234"));

        assertThat(text(probe)).isEqualTo("who are you?\nthe word?\ngo away\n");

        Failure failure = (Failure) probe.awaitFailed();
        assertThat(failure.where()).isEqualTo(Where.HANDSHAKE);
        assertThat(failure).hasMessage("eve does not know the word");
        probe.awaitCancelled();
    }

    @Test
    void aServerThatWaitsTooLongEndsTheConnection() {
        var probe = serve();
        exchange(probe, "ali\n");
        connection.timer().advance(Duration.ofMillis(4999));
        assertThat(probe.isOpen()).isTrue();

        connection.timer().advance(Duration.ofMillis(1));

        Failure failure = (Failure) probe.awaitFailed();
        assertThat(failure.where()).isEqualTo(Where.HANDSHAKE);
        assertThat(failure.detail()).containsEntry("close.reason", "handshake_timeout");
        assertThat(failure).hasMessageContaining("5000 ms (tapio.handshake.timeout)");
    }

    @Test
    void aPeerThatDoesNotTakeTheLastFramesHasNoMoreTime() {
        var stuck = FlowProbe.of(
                Handshake.<String, String, String, ByteString, ByteString>server(
                                LINES, connection -> new Asking(), USER, user -> Pipeline.server(Framing.fixed(4)))
                        .withSettings(new HandshakeSettings(
                                Duration.ofSeconds(5), 3, 100, new CodecSettings(50, 1, 1, Optional.empty())))
                        .serve(connection, WHO),
                KIT.system());
        stuck.send(bytes("eve\nno\n")).settle();
        assertThat(stuck.isOpen()).isTrue();

        connection.timer().advance(Duration.ofSeconds(5));
        stuck.settle();

        assertThat(text(stuck)).startsWith("who are you?");
        assertThat(((Failure) stuck.awaitFailed()).where()).isEqualTo(Where.HANDSHAKE);
    }

    @Test
    void framesAndBytesAreBounded() {
        var talkative = FlowProbe.of(
                Handshake.<String, String, String, ByteString, ByteString>server(
                                LINES,
                                connection -> line -> Step.say(),
                                USER,
                                user -> Pipeline.server(Framing.fixed(4)))
                        .withSettings(SETTINGS)
                        .serve(connection, WHO),
                KIT.system());
        talkative.send(bytes("1\n2\n3\n4\n")).request(1);
        assertThat(talkative.awaitFailed())
                .hasMessageContainingAll("frame 4", "may take 3", "tapio.handshake.max-frames");

        var longWinded = serve().send(bytes("a".repeat(30)), bytes("b".repeat(11)), bytes("c"));
        text(longWinded);
        assertThat(longWinded.awaitFailed())
                .hasMessageContainingAll("41 bytes", "40 bytes", "tapio.handshake.max-bytes");
    }

    @Test
    void whatHastenedBehindTheHandshakeIsNotCounted() {
        var probe = serve().send(bytes("ali\nsesame\n" + "1234".repeat(100)));

        assertThat(text(probe)).endsWith("bytes\n" + "ali1".repeat(100));
    }

    @Test
    void aPeerThatLeavesIsNamedAsTheReason() {
        var probe = serve().send(bytes("ali\n")).complete();
        text(probe);

        assertThat(probe.awaitFailed()).hasMessageContaining("the peer closed the connection before");
    }

    @Test
    void whatAConversationThrowsIsARefusal() {
        var probe = serve().send(bytes("bug\n"));
        assertThat(text(probe)).isEqualTo("who are you?\n");

        assertThat(probe.awaitFailed())
                .hasMessage("the handshake failed: a bug")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aClientsSessionComesWhenTheHandshakeIsDone() {
        var probe = open();
        assertThat(exchange(probe, "who are you?\nthe word?\n")).isEqualTo("ali\nsesame\n");
        assertThat(probe.value().toCompletableFuture()).isNotDone();

        exchange(probe, "welcome\nframes have 4 bytes\n");

        Session<ByteString, ByteString> session = get(probe.value());
        var answer = session.call(Context.root(), bytes("ping")).toCompletableFuture();
        assertThat(exchange(probe, "pong")).isEqualTo("ping");
        assertThat(answer).isCompletedWithValue(bytes("pong"));
        assertThat(connection.timer().scheduled()).isZero();
    }

    @Test
    void aClientThatIsRefusedIsToldWhyInTheServersWords() {
        var probe = open();

        assertThat(exchange(probe, "who are you?\nno such user\n")).isEqualTo("ali\noh\n");

        Failure failure = failure(probe.value());
        assertThat(failure.where()).isEqualTo(Where.HANDSHAKE);
        assertThat(failure).hasMessage("the server said: no such user");
        assertThat(failure.address()).contains(connection.remoteAddress().toString());
        assertThat(probe.awaitFailed()).hasMessage("the server said: no such user");
    }

    @Test
    void aClientThatWaitsTooLongIsToldSo() {
        var probe = open();
        probe.settle();

        connection.timer().advance(Duration.ofSeconds(5));

        assertThat(failure(probe.value())).hasMessageContaining("tapio.handshake.timeout");
        probe.awaitFailed();
    }

    @Test
    void aClientWhoseServerSpeaksSomethingElseIsToldTheFault() {
        var probe = open().request(9).send(bytes("x".repeat(70) + "\n"));

        assertThat(failure(probe.value()).where()).isEqualTo(Where.DECODE);
        assertThat(failure(probe.value())).hasMessageContaining("tapio.framing.max-line-bytes");
        probe.awaitFailed();
    }

    @Test
    void aClientWhoseServerLeavesOrIsLostIsToldSo() {
        var left = open().complete().request(1);
        assertThat(failure(left.value())).hasMessageContaining("the peer closed the connection before the handshake");

        var lost = open().fail(new IOException("connection reset")).request(1);
        assertThat(failure(lost.value())).hasMessageContaining("connection reset");

        var cut = open().cancel();
        assertThat(failure(cut.value()).where()).isEqualTo(Where.HANDSHAKE);
    }

    @Test
    void aProtocolThatCannotBeChosenFailsTheHandshake() {
        var broken = Handshake.<String, String, Integer, ByteString, ByteString>client(
                LINES, connection -> new Answering(), size -> {
                    throw new IllegalArgumentException("no frames of " + size);
                });
        var probe = FlowProbe.of(broken.open(connection), KIT.system());

        exchange(probe, "frames have 4 bytes\n");

        assertThat(failure(probe.value())).hasMessage("the handshake failed: no frames of 4");
        probe.awaitFailed();
    }

    @Test
    void bothEndsAgreeWhateverTheNetworkCuts() {
        Seed.run(random -> {
            for (int round = 0; round < 20; round++) {
                var network = Rechunker.of(new Seed(random.nextLong()))
                        .via(server.serve(connection, WHO))
                        .via(Rechunker.of(new Seed(random.nextLong())));

                Session<ByteString, ByteString> session =
                        get(client.open(connection).join(network).run(KIT.system()));

                assertThat(get(session.call(Context.root(), bytes("1234")))).isEqualTo(bytes("ali1"));
                session.drain(Duration.ofSeconds(1));
            }
        });
    }

    private FlowProbe<ByteString, ByteString, NotUsed> serve() {
        return FlowProbe.of(server.serve(connection, WHO), KIT.system());
    }

    private FlowProbe<ByteString, ByteString, CompletionStage<Session<ByteString, ByteString>>> open() {
        return FlowProbe.of(client.open(connection), KIT.system());
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(9, TimeUnit.SECONDS).join();
    }

    private static Failure failure(CompletionStage<?> stage) {
        return Failure.of(get(stage.handle((value, thrown) -> thrown)));
    }

    private static String exchange(FlowProbe<ByteString, ByteString, ?> probe, String sent) {
        return text(probe.send(bytes(sent)));
    }

    private static String text(FlowProbe<ByteString, ByteString, ?> probe) {
        return probe.request(999).arrived().stream()
                .reduce(ByteString.emptyByteString(), ByteString::concat)
                .utf8String();
    }

    private static ByteString bytes(String text) {
        return ByteString.fromString(text);
    }
}
