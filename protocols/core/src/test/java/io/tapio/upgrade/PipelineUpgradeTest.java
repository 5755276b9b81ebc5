package io.tapio.upgrade;

import static io.tapio.upgrade.Text.bytes;
import static io.tapio.upgrade.Text.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.dispatch.pipeline.PipelineServer;
import io.tapio.framing.Framing;
import io.tapio.service.Push;
import io.tapio.service.Service;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PipelineUpgradeTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Flow<ByteString, ByteString, NotUsed> ECHO = Flow.create();
    private static final Context.Key<Push<String>> PUSH = Context.Key.local("push");

    private static final PipelineServer<String, String> LINES = Pipeline.server(
                    Framing.lines(20), failure -> "error: " + failure.getMessage())
            .withUpgrades(line -> line.startsWith("up"));

    private final HeldService<String, String> held = new HeldService<>();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void theReplyIsTheLastWordAndTheBytesBehindAreTheNexts() {
        ByteString all = bytes("a\nup\nnot a\nline");
        for (int cut = 1; cut < all.size(); cut++) {
            var probe = run(LINES, upgrading("up"));

            probe.send(all.take(cut), all.drop(cut));

            assertThat(text(probe)).as("cut at %d", cut).isEqualTo("re a\nre up\nnot a\nline");
        }
    }

    @Test
    void theNextMayBeAProtocolWithAServiceOfItsOwn() {
        Service<String, String> service = (context, line) -> {
            context.get(Upgrade.KEY).ifPresent(upgrade -> upgrade.to(LINES, Service.of(String::toUpperCase)));
            return CompletableFuture.completedFuture(line);
        };

        var probe = run(LINES, service).send(bytes("a\nup\nb\n")).complete();

        assertThat(text(probe)).isEqualTo("a\nup\nB\n");
        probe.awaitCompleted();
    }

    @Test
    void nothingIsReadBehindTheCallUntilItIsAnswered() {
        var probe = run(LINES, held).send(bytes("a\nup\nb\n"));
        assertThat(text(probe)).isEmpty();
        assertThat(held.requests()).containsExactly("a", "up");

        held.call(1).context().get(Upgrade.KEY).orElseThrow().to(ECHO);
        held.call(1).answer().complete("ok");
        assertThat(text(probe)).isEmpty();
        held.call(0).answer().complete("A");

        assertThat(text(probe)).isEqualTo("A\nok\nb\n");
        assertThat(held.requests()).hasSize(2);
    }

    @Test
    void aCallThatAsksForNothingLetsTheOldProtocolGoOn() {
        var probe = run(LINES, held).send(bytes("up\nb\nup\nrest"));
        assertThat(text(probe)).isEmpty();

        held.call(0).answer().complete("no");
        assertThat(text(probe)).isEqualTo("no\n");
        assertThat(held.requests()).containsExactly("up", "b", "up");
        held.call(1).answer().complete("B");
        held.call(2).context().get(Upgrade.KEY).orElseThrow().to(ECHO);
        held.call(2).answer().complete("yes");

        assertThat(text(probe)).isEqualTo("B\nyes\nrest");
    }

    @Test
    void aCallThatFailsHasAskedForNothing() {
        var probe = run(LINES, held).send(bytes("up\nup at once\nb\n"));
        text(probe);
        held.call(0).context().get(Upgrade.KEY).orElseThrow().to(ECHO);

        held.call(0).answer().completeExceptionally(new IllegalStateException("no"));

        assertThat(text(probe)).startsWith("error: ").contains("no");
        held.call(1).answer().complete("still lines");
        assertThat(text(probe)).isEqualTo("still lines\n");
        assertThat(held.requests()).containsExactly("up", "up at once", "b");
    }

    @Test
    void onlyACallThatMayUpgradeFindsTheWay() {
        run(LINES, held).send(bytes("a\nup\n")).request(1).settle();
        assertThat(held.call(0).context().get(Upgrade.KEY)).isEmpty();
        assertThat(held.call(1).context().get(Upgrade.KEY)).isPresent();

        var plain = Pipeline.server(Framing.lines(20), failure -> "error");
        var probe = run(plain, held).send(bytes("up\n")).request(1);
        probe.settle();
        assertThat(held.call(2).context().get(Upgrade.KEY)).isEmpty();
    }

    @Test
    void whatWasPushedBeforeLeavesBeforeAndNothingIsPushedAfter() {
        CompletableFuture<Push<String>> kept = new CompletableFuture<>();
        Service<String, String> service = (context, line) -> {
            Push<String> push = context.get(PUSH).orElseThrow();
            kept.complete(push);
            push.push("news");
            context.get(Upgrade.KEY).orElseThrow().to(ECHO);
            return CompletableFuture.completedFuture("ok");
        };
        var probe = run(LINES.withPushes(PUSH, String::length), service).send(bytes("up\nrest"));

        assertThat(text(probe)).isEqualTo("news\nok\nrest");

        assertThat(kept.join().push("late")).isFalse();
        assertThat(text(probe)).isEmpty();
    }

    @Test
    void theLastRequestMayStillUpgrade() {
        var probe = run(LINES.withLast("up"::equals), upgrading("up")).send(bytes("up\nrest"));

        assertThat(text(probe)).isEqualTo("re up\nrest");
    }

    @Test
    void theEndOfTheInputComesToTheNext() {
        var probe = run(LINES, upgrading("up")).send(bytes("up\nrest")).complete();

        assertThat(text(probe)).isEqualTo("re up\nrest");
        probe.awaitCompleted();
    }

    @Test
    void callsOfTheOldProtocolAreCancelledWhenItsConnectionIsGone() {
        var probe = run(LINES, held).send(bytes("a\n")).request(1);
        probe.settle();

        probe.cancel().awaitCancelled();
        probe.settle();

        assertThat(held.call(0).context().cancellation().isCancelled()).isTrue();
    }

    private static Service<String, String> upgrading(String at) {
        return (context, line) -> {
            if (line.equals(at)) {
                context.get(Upgrade.KEY).orElseThrow().to(ECHO);
            }
            return CompletableFuture.completedFuture("re " + line);
        };
    }

    private static FlowProbe<ByteString, ByteString, NotUsed> run(
            PipelineServer<String, String> protocol, Service<String, String> service) {
        return FlowProbe.of(protocol.serve(new TestConnection(), service), KIT.system());
    }
}
