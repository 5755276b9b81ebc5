package io.tapio.dispatch.multiplex;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import io.tapio.upgrade.SessionUpgrade;
import io.tapio.upgrade.Upgrade;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MultiplexUpgradeTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Flow<ByteString, ByteString, NotUsed> ECHO = Flow.create();
    private static final MultiplexServer<String, String> SERVER =
            Multiplex.<String, String>server(Words.codec()).withUpgrades(line -> line.startsWith("up"));
    private static final MultiplexClient<String, String> CLIENT =
            Multiplex.<String, String>client(Words.codec()).withCancels().withUpgrades();

    private final HeldService<String, String> held = new HeldService<>();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void theReplyIsTheLastWordAndTheBytesBehindAreTheNexts() {
        ByteString all = ByteString.fromString("q 1 a\nq 2 up\nq 3 b\n");
        Service<String, String> service = (context, line) -> {
            context.get(Upgrade.KEY).ifPresent(upgrade -> upgrade.to(ECHO));
            return CompletableFuture.completedFuture("re " + line);
        };
        for (int cut = 1; cut < all.size(); cut++) {
            var probe = run(SERVER, service);

            probe.send(all.take(cut), all.drop(cut));

            assertThat(text(probe)).as("cut at %d", cut).isEqualTo("a 1 re a\na 2 re up\nq 3 b\n");
        }
    }

    @Test
    void theReplyWaitsForAllOtherCalls() {
        var probe = run(SERVER, held);
        assertThat(exchange(probe, "q 1 a\nq 2 b\nq 3 up\nq 4 c\n")).isEmpty();
        assertThat(held.requests()).containsExactly("a", "b", "up");

        held.call(2).context().get(Upgrade.KEY).orElseThrow().to(ECHO);
        held.call(2).answer().complete("ok");
        assertThat(text(probe)).isEmpty();
        held.call(1).answer().complete("B");
        assertThat(text(probe)).isEqualTo("a 2 B\n");
        held.call(0).answer().complete("A");

        assertThat(text(probe)).isEqualTo("a 1 A\na 3 ok\nq 4 c\n");
        assertThat(held.requests()).hasSize(3);
    }

    @Test
    void aCallThatWaitsForItsTurnMayStillUpgrade() {
        var probe = run(SERVER.withSettings(MultiplexSettings.load().withServerMaxInFlight(1)), held);
        assertThat(exchange(probe, "q 1 a\nq 2 up\nrest")).isEmpty();
        assertThat(held.call(0).context().get(Upgrade.KEY)).isEmpty();

        held.call(0).answer().complete("A");
        assertThat(text(probe)).isEqualTo("a 1 A\n");
        held.call(1).context().get(Upgrade.KEY).orElseThrow().to(ECHO);
        held.call(1).answer().complete("ok");

        assertThat(text(probe)).isEqualTo("a 2 ok\nrest");
    }

    @Test
    void aCallThatAsksForNothingOrFailsLetsTheOldProtocolGoOn() {
        var probe = run(SERVER, held);
        exchange(probe, "q 1 up\nq 2 up\nq 3 c\n");

        held.call(0).answer().complete("no");
        assertThat(text(probe)).isEqualTo("a 1 no\n");
        held.call(1).context().get(Upgrade.KEY).orElseThrow().to(ECHO);
        held.call(1).answer().completeExceptionally(Failure.at(Where.SERVICE, Processed.NO, "failed"));
        assertThat(text(probe)).isEqualTo("e 2 failed\n");
        held.call(2).answer().complete("C");

        assertThat(text(probe)).isEqualTo("a 3 C\n");
    }

    @Test
    void aClientGoesOnWithTheProtocolThatTheReplySaysAndSendsNothingBefore() {
        FlowProbe<ByteString, ByteString, CompletionStage<Session<String, String>>> probe =
                FlowProbe.of(CLIENT.open(new TestConnection()), KIT.system());
        Session<String, String> session = probe.value().toCompletableFuture().join();
        CancellationSource leaving = new CancellationSource();
        var a = session.call(Context.root().withCancellation(leaving), "a").toCompletableFuture();
        var next = SessionUpgrade.ask(session, Context.root(), "up", reply -> CLIENT)
                .toCompletableFuture();
        var b = session.call(Context.root(), "b").toCompletableFuture();
        assertThat(text(probe)).isEqualTo("q 0 a\nq 1 up\n");
        leaving.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "left"));
        assertThat(text(probe)).isEmpty();

        exchange(probe, "a 0 A\na 1 ok\no 0 push of the next\n");

        assertThat(a).isCompletedExceptionally();
        assertThat(Failure.of(b.handle((value, thrown) -> thrown).join()).isSafeToRetry())
                .isTrue();
        var c = next.join().call(Context.root(), "c").toCompletableFuture();
        assertThat(exchange(probe, "a 0 C\n")).isEqualTo("q 0 c\n");
        assertThat(c).isCompletedWithValue("C");
    }

    @Test
    void aClientWhoseServerRefusesGoesOnAsItWas() {
        FlowProbe<ByteString, ByteString, CompletionStage<Session<String, String>>> probe =
                FlowProbe.of(CLIENT.open(new TestConnection()), KIT.system());
        Session<String, String> session = probe.value().toCompletableFuture().join();
        var next = SessionUpgrade.ask(session, Context.root(), "up", reply -> CLIENT)
                .toCompletableFuture();
        var b = session.call(Context.root(), "b").toCompletableFuture();
        assertThat(text(probe)).isEqualTo("q 0 up\n");

        assertThat(exchange(probe, "e 0 not here\n")).isEqualTo("q 1 b\n");
        exchange(probe, "a 1 B\n");

        assertThat(Failure.of(next.handle((value, thrown) -> thrown).join())).hasMessage("not here");
        assertThat(b).isCompletedWithValue("B");
    }

    private static FlowProbe<ByteString, ByteString, NotUsed> run(
            MultiplexServer<String, String> protocol, Service<String, String> service) {
        return FlowProbe.of(protocol.serve(new TestConnection(), service), KIT.system());
    }

    private static String exchange(FlowProbe<ByteString, ByteString, ?> probe, String sent) {
        return text(probe.send(ByteString.fromString(sent)));
    }

    private static String text(FlowProbe<ByteString, ByteString, ?> probe) {
        return probe.request(99).arrived().stream()
                .reduce(ByteString.emptyByteString(), ByteString::concat)
                .utf8String();
    }
}
