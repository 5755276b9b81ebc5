package io.tapio.dispatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.codec.Frames;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.service.Service;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PipelineServerFailureTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Failure CORRUPT = Failure.at(Where.DECODE, Processed.NO, "corrupt");

    private final HeldService<String, String> held = new HeldService<>();
    private final PipelineServer<String, String> protocol =
            Pipeline.server(Framing.lines(100), failure -> "error: " + failure.getMessage());
    private final PipelineServer<String, String> withoutErrorFrame = Pipeline.server(Framing.lines(100));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aFailedCallIsAnsweredInItsPlaceAndTheConnectionLives() {
        var probe = run(protocol, held).send("a", "b", "c").request(9);
        probe.settle();

        held.call(2).answer().complete("C");
        held.call(1).answer().completeExceptionally(new CompletionException(CORRUPT));
        held.call(0).answer().complete("A");

        assertThat(probe.arrived()).containsExactly("A", "error: corrupt", "C");
        assertThat(probe.wantsInput()).isTrue();
    }

    @Test
    void aCallThatFailsAtOnceIsAnswered() {
        var probe = run(protocol, Service.of(line -> String.valueOf(1 / (line.length() - 1))));

        probe.send("a", "long").request(2);

        assertThat(probe.next()).contains("by zero");
        assertThat(probe.next()).isEqualTo("0");
    }

    @Test
    void aCallThatThrowsIsAFailedCall() {
        Service<String, String> throwing = (context, line) -> {
            throw sneaky(new IOException("thrown"));
        };

        assertThat(run(protocol, throwing).send("a").next()).contains("thrown");
    }

    @Test
    void aCallThatReturnsNoStageIsAFailedCall() {
        assertThat(run(protocol, (context, line) -> null).send("a").next())
                .isEqualTo("error: the service answered null, which is no reply");
    }

    @Test
    void aCallThatAnswersNullIsAFailedCall() {
        var probe = run(protocol, (context, line) -> CompletableFuture.completedFuture(null))
                .send("a", "b");

        assertThat(probe.next(2)).allMatch(reply -> reply.startsWith("error: the service answered null"));
    }

    @Test
    void withoutAnErrorFrameTheConnectionClosesAfterTheRepliesBefore() {
        var probe = run(withoutErrorFrame, held).send("a", "b", "c").request(9);
        probe.settle();

        held.call(2).answer().complete("C");
        held.call(1).answer().completeExceptionally(new IOException("broken"));
        assertThat(probe.isOpen()).isTrue();
        held.call(0).answer().complete("A");

        assertThat(probe.taken()).isEqualTo("A");
        Failure failure = (Failure) probe.awaitFailed();
        assertThat(failure.where()).isEqualTo(Where.SERVICE);
        assertThat(failure).hasRootCauseInstanceOf(IOException.class);
        probe.awaitCancelled();
    }

    @Test
    void bytesThatCannotBeDecodedAreAnsweredAfterAllRequestsBefore() {
        var probe = run(protocol.withFaultFrame(fault -> "fault: " + fault.getMessage()), held)
                .send("a", "b")
                .fail(CORRUPT);
        probe.request(9).settle();

        held.call(1).answer().complete("B");
        assertThat(probe.arrived()).isEmpty();
        held.call(0).answer().complete("A");

        assertThat(probe.next(3)).containsExactly("A", "B", "fault: corrupt");
        assertThat(probe.awaitFailed()).isSameAs(CORRUPT);
    }

    @Test
    void theAnswerToAFaultWaitsForDemand() {
        var probe = run(protocol.withFaultFrame(fault -> "fault"), Service.of(line -> line))
                .send("a")
                .fail(CORRUPT);

        assertThat(probe.isOpen()).isTrue();
        assertThat(probe.next(2)).containsExactly("a", "fault");
        assertThat(probe.request(1).awaitFailed()).isSameAs(CORRUPT);
    }

    @Test
    void aFaultOfAProtocolWithoutAFrameForItFailsAfterAllRequestsBefore() {
        var probe = run(protocol, held).send("a").fail(CORRUPT).request(9);
        probe.settle();

        held.call(0).answer().complete("A");

        assertThat(probe.taken()).isEqualTo("A");
        assertThat(probe.awaitFailed()).isSameAs(CORRUPT);
    }

    @Test
    void aConnectionThatBreaksIsNoFaultOfItsBytes() {
        Failure reset = Failure.at(Where.CLOSED, Processed.MAYBE, "reset");
        var probe =
                run(protocol.withFaultFrame(fault -> "fault"), held).fail(reset).request(9);

        assertThat(probe.awaitFailed()).isSameAs(reset);
    }

    private static FlowProbe<String, String, NotUsed> run(
            PipelineServer<String, String> protocol, Service<String, String> service) {
        return FlowProbe.of(
                Frames.<String>gathered()
                        .via(protocol.dispatching(new TestConnection(), service))
                        .via(Frames.spread()),
                KIT.system());
    }

    /** A checked exception where none may be declared, as other languages throw it. */
    @SuppressWarnings("unchecked")
    private static <X extends Exception> X sneaky(Exception thrown) throws X {
        throw (X) thrown;
    }
}
