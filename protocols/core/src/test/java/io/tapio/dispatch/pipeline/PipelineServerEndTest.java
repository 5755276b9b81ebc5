package io.tapio.dispatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.codec.Frames;
import io.tapio.context.Cancellation;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.service.Service;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PipelineServerEndTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final HeldService<String, String> held = new HeldService<>();
    private final PipelineServer<String, String> protocol =
            Pipeline.server(Framing.lines(100), failure -> "error: " + failure.getMessage());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aPeerThatHasClosedItsSideStillGetsItsAnswers() {
        var probe = run(protocol, held).send("a", "b").complete().request(9);
        probe.settle();

        held.call(1).answer().complete("B");
        assertThat(probe.isOpen()).isTrue();
        held.call(0).answer().complete("A");

        assertThat(probe.next(2)).containsExactly("A", "B");
        probe.awaitCompleted();
    }

    @Test
    void answersWaitForDemandAfterThePeerHasClosedItsSide() {
        var probe = run(protocol, Service.of(line -> line)).send("a", "b").complete();

        assertThat(probe.isOpen()).isTrue();
        assertThat(probe.next(2)).containsExactly("a", "b");
        probe.request(1).awaitCompleted();
    }

    @Test
    void aConnectionWithoutRequestsCompletes() {
        run(protocol, held).complete().awaitCompleted();
    }

    @Test
    void nothingIsReadAfterTheLastRequest() {
        var probe = run(protocol.withLast("quit"::equals), held)
                .send("a", "quit", "b")
                .request(9);
        probe.awaitCancelled();

        assertThat(held.requests()).containsExactly("a", "quit");
        held.call(1).answer().complete("bye");
        assertThat(probe.isOpen()).isTrue();
        held.call(0).answer().complete("A");

        assertThat(probe.next(2)).containsExactly("A", "bye");
        probe.awaitCompleted();
    }

    @Test
    void aLastRequestThatIsAnsweredAtOnceEndsTheConnectionAtOnce() {
        var probe =
                run(protocol.withLast("quit"::equals), Service.of(line -> line)).request(9);

        probe.send("quit", "b");

        assertThat(probe.taken()).isEqualTo("quit");
        probe.awaitCompleted();
    }

    @Test
    void aLastRequestThatFailsIsAnsweredToo() {
        var probe = run(protocol.withLast("quit"::equals), held).send("quit").request(9);
        probe.settle();

        held.call(0).answer().completeExceptionally(new IllegalStateException("no"));

        assertThat(probe.taken()).contains("no");
        probe.awaitCompleted();
    }

    @Test
    void callsUnderWayAreCancelledWhenTheConnectionIsGone() {
        var probe = run(protocol, held).send("a").request(9);
        probe.settle();
        assertThat(held.call(0).context().cancellation().isCancelled()).isFalse();

        probe.cancel();

        assertThat(cancelled(held.call(0).context().cancellation()).where()).isEqualTo(Where.CLOSED);
        probe.awaitCancelled();
    }

    @Test
    void callsUnderWayAreCancelledWhenTheGraphIsStopped() {
        Materializer materializer = Materializer.createMaterializer(KIT.system());
        var probe = FlowProbe.of(flow(protocol, held), materializer).send("a").request(9);
        probe.settle();

        materializer.shutdown();

        assertThat(cancelled(held.call(0).context().cancellation()).where()).isEqualTo(Where.CLOSED);
    }

    @Test
    void anAnswerThatComesAfterTheEndIsDropped() {
        var probe = run(protocol, held).send("a").request(9);
        probe.settle();
        probe.cancel().awaitCancelled();

        held.call(0).answer().complete("late");

        probe.settle();
    }

    private static Failure cancelled(Cancellation cancellation) {
        CompletableFuture<Failure> cause = new CompletableFuture<>();
        cancellation.onCancel(cause::complete);
        return cause.orTimeout(FlowProbe.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static FlowProbe<String, String, NotUsed> run(
            PipelineServer<String, String> protocol, Service<String, String> service) {
        return FlowProbe.of(flow(protocol, service), KIT.system());
    }

    private static Flow<String, String, NotUsed> flow(
            PipelineServer<String, String> protocol, Service<String, String> service) {
        return Frames.<String>gathered()
                .via(protocol.dispatching(new TestConnection(), service))
                .via(Frames.spread());
    }
}
