package io.tapio.dispatch.pipeline;

import static io.tapio.dispatch.pipeline.PipelineClientTest.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session.Status;
import io.tapio.testkit.stream.FlowProbe;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PipelineClientEndTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final Peer peer = Peer.run(1, 9, KIT.system());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void whenThePeerClosesOnlyCallsThatWereNotSentAreSafeToRetry() {
        var sent = peer.call("sent");
        var waiting = peer.call("waiting");
        peer.requests(9);

        peer.probe().complete().awaitCompleted();

        assertThat(awaited(sent).processed()).isEqualTo(Processed.MAYBE);
        assertThat(awaited(waiting).processed()).isEqualTo(Processed.NO);
        assertThat(awaited(sent).where()).isEqualTo(Where.CLOSED);
        assertThat(awaited(sent)).hasMessageContaining("the peer closed");
        assertThat(awaited(sent).address())
                .contains(peer.connection().remoteAddress().toString());
    }

    @Test
    void aCallAfterTheEndIsRefusedWithItsCause() {
        peer.probe().complete().awaitCompleted();
        peer.settle();

        Failure refusal = failure(peer.call("late"));

        assertThat(refusal.isSafeToRetry()).isTrue();
        assertThat(refusal).hasMessageContaining("the peer closed");
        assertThat(peer.session().status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void whenTheConnectionBreaksCallsAreToldItsCause() {
        var sent = peer.call("sent");
        var waiting = peer.call("waiting");
        peer.requests(9);
        Failure corrupt = Failure.at(Where.DECODE, Processed.NO, "corrupt");

        peer.probe().fail(corrupt).awaitFailed();

        assertThat(awaited(sent).where()).isEqualTo(Where.DECODE);
        assertThat(awaited(sent).processed()).isEqualTo(Processed.MAYBE);
        assertThat(awaited(waiting).isSafeToRetry()).isTrue();
    }

    @Test
    void aReplyThatNobodyAskedForEndsTheConnection() {
        peer.reply("hello?");

        assertThat(((Failure) peer.probe().awaitFailed()).where()).isEqualTo(Where.DECODE);
        peer.probe().awaitCancelled();
    }

    @Test
    void whenThePeerTakesNoMoreRequestsTheConnectionEnds() {
        var sent = peer.call("sent");
        peer.requests(1);

        peer.probe().cancel().awaitCancelled();

        assertThat(awaited(sent).where()).isEqualTo(Where.CLOSED);
    }

    @Test
    void anIdleSessionDrainsAtOnce() {
        var drained = peer.session().drain(WITHIN).toCompletableFuture();

        peer.probe().awaitCompleted();
        assertThat(drained).as("the connection is still to close").isNotDone();
        assertThat(peer.connection().timer().scheduled()).isOne();

        peer.connection().close(new CloseReason(CloseReason.Kind.DRAINED, "drained"));
        assertThat(drained).isCompleted();
        assertThat(peer.connection().timer().scheduled()).isZero();
    }

    @Test
    void aBusySessionFinishesItsCallsAndTakesNoNewOnes() {
        var sent = peer.call("sent");
        var waiting = peer.call("waiting");
        peer.requests(9);

        peer.session().drain(WITHIN);

        assertThat(failure(peer.call("new")).where()).isEqualTo(Where.CLOSED);
        assertThat(failure(peer.call("new")).isSafeToRetry()).isTrue();
        assertThat(peer.session().status()).isEqualTo(Status.BUSY);
        peer.reply("SENT");
        assertThat(peer.requests(0)).containsExactly("waiting");
        assertThat(peer.probe().isOpen()).isTrue();
        peer.reply("WAITING").probe().awaitCompleted();
        assertThat(sent).isCompletedWithValue("SENT");
        assertThat(waiting).isCompletedWithValue("WAITING");
    }

    @Test
    void whatIsUnderWayAfterTheDrainDeadlineFails() {
        var sent = peer.call("sent");
        var waiting = peer.call("waiting");
        peer.requests(9);

        peer.session().drain(WITHIN);
        peer.connection().timer().advance(WITHIN.minusMillis(1));
        assertThat(peer.probe().isOpen()).isTrue();
        peer.connection().timer().advance(Duration.ofMillis(1));

        peer.probe().awaitFailed();
        assertThat(awaited(sent).processed()).isEqualTo(Processed.MAYBE);
        assertThat(awaited(waiting).processed()).isEqualTo(Processed.NO);
    }

    @Test
    void aDrainedConnectionThatThePeerKeepsOpenIsCutAtTheDeadline() {
        peer.session().drain(WITHIN);
        peer.probe().awaitCompleted();

        peer.connection().timer().advance(WITHIN);

        peer.probe().awaitCancelled();
    }

    @Test
    void drainingTwiceIsDrainingOnce() {
        peer.session().drain(WITHIN);
        peer.session().drain(WITHIN);

        peer.probe().awaitCompleted();
        assertThat(peer.connection().timer().scheduled()).isOne();
    }

    @Test
    void aGraphThatIsStoppedAnswersItsCalls() {
        Materializer materializer = Materializer.createMaterializer(KIT.system());
        Peer stopped = Peer.run(1, 9, materializer);
        var sent = stopped.call("sent");
        var waiting = stopped.call("waiting");
        stopped.requests(9);

        materializer.shutdown();

        assertThat(awaited(sent).processed()).isEqualTo(Processed.MAYBE);
        assertThat(awaited(waiting).processed()).isEqualTo(Processed.NO);
        assertThat(awaited(sent)).hasMessageContaining("stopped");
    }

    private static Failure awaited(CompletableFuture<String> answer) {
        return failure(answer.copy().orTimeout(FlowProbe.PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }
}
