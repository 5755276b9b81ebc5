package io.tapio.dispatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session.Status;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PipelineClientTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final Peer peer = Peer.run(2, 3, KIT.system());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void eachReplyGoesToTheOldestCallThatHasNone() {
        var first = peer.call("a");
        var second = peer.call("b");
        assertThat(peer.requests(2)).containsExactly("a", "b");

        peer.reply("A").settle();
        assertThat(first).isCompletedWithValue("A");
        assertThat(second).isNotDone();

        peer.reply("B").settle();
        assertThat(second).isCompletedWithValue("B");
    }

    @Test
    void noMoreCallsAreSentThanMayBeInFlight() {
        List.of("a", "b", "c").forEach(peer::call);

        assertThat(peer.requests(9)).containsExactly("a", "b");

        peer.reply("A");
        assertThat(peer.requests(0)).containsExactly("c");
    }

    @Test
    void callsAreSentWhenThePeerTakesThem() {
        peer.call("a");
        peer.call("b");

        assertThat(peer.requests(0)).isEmpty();
        assertThat(peer.requests(1)).containsExactly("a");
        assertThat(peer.requests(1)).containsExactly("b");
    }

    @Test
    void aCallBeyondTheBoundIsRefusedAtOnce() {
        List.of("a", "b", "c", "d", "e").forEach(peer::call);
        assertThat(peer.session().status()).isEqualTo(Status.BUSY);

        Failure refusal = failure(peer.call("f"));

        assertThat(refusal.where()).isEqualTo(Where.QUEUE);
        assertThat(refusal.processed()).isEqualTo(Processed.NO);
        assertThat(refusal).hasMessageContainingAll("call 6", "takes 5", "tapio.pipeline.client.max-in-flight");
        assertThat(refusal.address()).contains(peer.connection().remoteAddress().toString());
    }

    @Test
    void anAnswerMakesRoomForACall() {
        List.of("a", "b", "c", "d", "e").forEach(peer::call);
        peer.requests(9);

        peer.reply("A").settle();

        assertThat(peer.session().status()).isEqualTo(Status.OPEN);
        assertThat(peer.call("f")).isNotDone();
    }

    @Test
    void theReplyToACancelledCallGoesToNobody() {
        CancellationSource caller = new CancellationSource();
        var cancelled = peer.call(Context.root().withCancellation(caller), "a");
        var next = peer.call("b");
        peer.requests(2);

        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind"));
        assertThat(failure(cancelled).where()).isEqualTo(Where.CANCELLED);
        peer.reply("A", "B").settle();

        assertThat(next).isCompletedWithValue("B");
    }

    @Test
    void aCallThatIsCancelledWhileItWaitsIsNotSent() {
        CancellationSource caller = new CancellationSource();
        peer.call(Context.root().withCancellation(caller), "a");
        peer.call("b");

        caller.cancel(Failure.at(Where.CANCELLED, Processed.NO, "changed my mind"));

        assertThat(peer.requests(9)).containsExactly("b");
    }

    @Test
    void cancelledCallsGiveTheirPlacesBack() {
        CancellationSource caller = new CancellationSource();
        for (int i = 0; i < 5; i++) {
            peer.call(Context.root().withCancellation(caller), "x");
        }

        caller.cancel(Failure.at(Where.CANCELLED, Processed.NO, "changed my mind"));
        peer.requests(1);

        assertThat(peer.session().status()).isEqualTo(Status.OPEN);
    }

    @Test
    void aCallWhoseDeadlinePassedBeforeItCouldBeSentIsNotSent() {
        VirtualTimer timer = peer.connection().timer();
        var late = peer.call(Context.root(timer).withTimeout(Duration.ofSeconds(1)), "late");
        var patient = peer.call(Context.root(timer).withTimeout(Duration.ofSeconds(3)), "patient");

        timer.advance(Duration.ofSeconds(2));

        assertThat(peer.requests(9)).containsExactly("patient");
        assertThat(failure(late).where()).isEqualTo(Where.TIMEOUT);
        assertThat(failure(late).isSafeToRetry()).isTrue();
        assertThat(patient).isNotDone();
    }

    @Test
    void anAnswerMayCallAgainFromItsOwnThread() {
        var second = peer.call("a").thenCompose(answer -> peer.call("after " + answer));
        peer.requests(9);

        peer.reply("A");

        assertThat(peer.requests(0)).containsExactly("after A");
        peer.reply("done").settle();
        assertThat(second).isCompletedWithValue("done");
    }

    static Failure failure(CompletableFuture<?> answer) {
        return Failure.of(answer.handle((value, thrown) -> thrown).join());
    }
}
