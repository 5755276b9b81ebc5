package io.tapio.upgrade;

import static io.tapio.upgrade.Text.bytes;
import static io.tapio.upgrade.Text.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.dispatch.pipeline.PipelineClient;
import io.tapio.dispatch.pipeline.PipelineServer;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.service.Session.Status;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.stream.FlowProbe;
import io.tapio.testkit.stream.Rechunker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SessionUpgradeTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final PipelineClient<String, String> LINES =
            Pipeline.<String, String>client(Framing.lines(100)).withUpgrades();

    /** Other frames than lines, so that bytes in wrong hands are noticed. */
    private static final PipelineClient<ByteString, ByteString> FIXED =
            Pipeline.<ByteString, ByteString>client(Framing.fixed(4));

    private final FlowProbe<ByteString, ByteString, CompletionStage<Session<String, String>>> probe =
            FlowProbe.of(LINES.open(new TestConnection()), KIT.system());
    private final Session<String, String> session =
            probe.value().toCompletableFuture().orTimeout(9, TimeUnit.SECONDS).join();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void theBytesBehindTheReplyAreTheNextSessions() {
        var a = session.call(Context.root(), "a").toCompletableFuture();
        var next = ask(reply -> FIXED);
        assertThat(text(probe)).isEqualTo("a\nup\n");

        probe.send(bytes("A\nok\n12")).settle();

        assertThat(a).isCompletedWithValue("A");
        var call = next.join().call(Context.root(), bytes("ping"));
        assertThat(text(probe)).isEqualTo("ping");
        probe.send(bytes("34")).settle();
        assertThat(call).isCompletedWithValue(bytes("1234"));
    }

    @Test
    void callsBehindTheRequestWaitAndAreRefusedWhenTheProtocolHasChanged() {
        var next = ask(reply -> FIXED);
        var behind = session.call(Context.root(), "b").toCompletableFuture();
        assertThat(text(probe)).isEqualTo("up\n");

        probe.send(bytes("ok\n")).settle();

        assertThat(next).isCompleted();
        assertThat(failure(behind).where()).isEqualTo(Where.CLOSED);
        assertThat(failure(behind).isSafeToRetry()).isTrue();
        assertThat(session.status()).isEqualTo(Status.CLOSED);
        assertThat(text(probe)).isEmpty();
    }

    @Test
    void aRefusalLeavesTheSessionAsItWas() {
        CompletableFuture<Session<ByteString, ByteString>> next = ask(reply -> {
            throw Failure.at(Where.PEER_REFUSED, Processed.NO, "the server says " + reply);
        });
        var behind = session.call(Context.root(), "b").toCompletableFuture();
        text(probe);

        probe.send(bytes("no\n"));

        assertThat(text(probe)).isEqualTo("b\n");
        probe.send(bytes("B\n")).settle();
        assertThat(failure(next)).hasMessage("the server says no");
        assertThat(behind).isCompletedWithValue("B");
        assertThat(session.status()).isEqualTo(Status.OPEN);
    }

    @Test
    void aDecisionThatComesLateFindsTheBytesUnread() {
        CompletableFuture<String> decision = new CompletableFuture<>();
        Session<String, String> slow = new Slow(session, decision);
        var next =
                SessionUpgrade.ask(slow, Context.root(), "up", reply -> FIXED).toCompletableFuture();
        text(probe);
        probe.send(bytes("ok\n12")).settle();
        assertThat(next).isNotDone();

        decision.complete("ok");
        probe.settle();

        var call = next.join().call(Context.root(), bytes("ping"));
        text(probe.send(bytes("34")));
        assertThat(call).isCompletedWithValue(bytes("1234"));
    }

    @Test
    void aConnectionThatEndsBeforeTheDecisionFailsIt() {
        CompletableFuture<String> decision = new CompletableFuture<>();
        var next = SessionUpgrade.ask(new Slow(session, decision), Context.root(), "up", reply -> FIXED)
                .toCompletableFuture();
        text(probe);
        probe.send(bytes("ok\n")).settle();

        probe.fail(Failure.at(Where.CLOSED, Processed.MAYBE, "reset by the peer"))
                .awaitFailed();
        decision.complete("ok");

        assertThat(failure(next)).hasMessage("reset by the peer");
    }

    @Test
    void aConnectionThatEndsBeforeTheReplyFailsIt() {
        var next = ask(reply -> FIXED);
        text(probe);

        probe.fail(new IOException("reset")).awaitFailed();

        assertThat(failure(next)).hasMessageContaining("reset");
    }

    @Test
    void aCallerWhoLeavesBeforeTheReplyEndsTheConnection() {
        CancellationSource leaving = new CancellationSource();
        var next = SessionUpgrade.ask(session, Context.root().withCancellation(leaving), "up", reply -> FIXED)
                .toCompletableFuture();
        text(probe);

        leaving.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind"));

        assertThat(failure(next)).hasMessage("changed my mind");
        assertThat(probe.awaitFailed()).hasMessageContaining("which one is spoken is unknown");
        assertThat(session.status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void aSessionThatCannotChangeSaysSo() {
        var plain = FlowProbe.of(
                Pipeline.<String, String>client(Framing.lines(100)).open(new TestConnection()), KIT.system());
        var next = SessionUpgrade.ask(plain.value().toCompletableFuture().join(), Context.root(), "up", reply -> FIXED)
                .toCompletableFuture();
        text(plain);

        plain.send(bytes("ok\n")).settle();

        assertThat(failure(next)).hasMessageContaining("not one that can change");
    }

    @Test
    void bothEndsChangeWhateverTheNetworkCuts() {
        Seed.run(random -> {
            for (int round = 0; round < 20; round++) {
                var network = Rechunker.of(new Seed(random.nextLong()))
                        .via(server().serve(new TestConnection(), upgrading()))
                        .via(Rechunker.of(new Seed(random.nextLong())));
                CompletionStage<Session<String, String>> opened =
                        LINES.open(new TestConnection()).join(network).run(KIT.system());
                Session<String, String> lines = get(opened);
                int before = random.nextInt(20);
                List<CompletionStage<String>> answers = IntStream.range(0, before)
                        .mapToObj(i -> lines.call(Context.root(), "line " + i))
                        .toList();

                var fixed = get(SessionUpgrade.ask(lines, Context.root(), "up", reply -> FIXED));
                var calls = IntStream.range(1000, 1100)
                        .mapToObj(i -> fixed.call(Context.root(), bytes("" + i)))
                        .toList();

                for (int i = 0; i < before; i++) {
                    assertThat(get(answers.get(i))).isEqualTo("re line " + i);
                }
                for (int i = 0; i < 100; i++) {
                    assertThat(get(calls.get(i))).isEqualTo(bytes("" + (1000 + i)));
                }
                fixed.drain(Duration.ofSeconds(9));
            }
        });
    }

    private static PipelineServer<String, String> server() {
        return Pipeline.<String, String>server(Framing.lines(100)).withUpgrades("up"::equals);
    }

    private static Service<String, String> upgrading() {
        return (context, line) -> {
            context.get(Upgrade.KEY)
                    .ifPresent(upgrade -> upgrade.to(
                            Pipeline.<ByteString, ByteString>server(Framing.fixed(4)), Service.of(frame -> frame)));
            return CompletableFuture.completedFuture("re " + line);
        };
    }

    private CompletableFuture<Session<ByteString, ByteString>> ask(
            Function<String, ClientProtocol<ByteString, ByteString>> next) {
        return SessionUpgrade.ask(session, Context.root(), "up", next).toCompletableFuture();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static Failure failure(CompletableFuture<?> answer) {
        return Failure.of(answer.orTimeout(9, TimeUnit.SECONDS)
                .handle((value, thrown) -> thrown)
                .join());
    }

    /** Answers when the test says so, as a filter may that works elsewhere. */
    private record Slow(Session<String, String> session, CompletableFuture<String> answer)
            implements Session<String, String> {
        @Override
        public CompletionStage<String> call(Context context, String request) {
            return session.call(context, request).thenCompose(reply -> answer);
        }

        @Override
        public Status status() {
            return session.status();
        }

        @Override
        public CompletionStage<Done> drain(Duration within) {
            return session.drain(within);
        }

        @Override
        public CompletionStage<CloseReason> closed() {
            return session.closed();
        }
    }
}
