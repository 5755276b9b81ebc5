package io.tapio.tcp;

import static io.tapio.tcp.Loopback.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Kill;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of what end of a server its owner is told, and of what not. */
class ServerFailureTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ActorTestKit kit = ActorTestKit.create();
    private final Support support = new Support();
    private final ServerPlan plan =
            TcpServer.create(kit.system()).plan(Loopback.CHUNKS, Loopback.ECHO).standingOn(support);

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theDeathOfItsListenerIsToldToTheOwner(boolean kill) {
        ServerBinding server = get(plan.bind("127.0.0.1", 0));
        ActorRef listener = Adapter.toClassic(((ListenerBinding) server).listener());

        listener.tell(kill ? Kill.getInstance() : PoisonPill.getInstance(), ActorRef.noSender());

        assertThat(get(server.whenFailed())).hasMessageContaining("tapio-listener-");
        get(server.whenTerminated());
    }

    @Test
    void whatItStandsOnEndsItAndTheOwnerIsToldWhy() {
        ServerBinding server = get(plan.bind("127.0.0.1", 0));

        support.closed.complete(new CloseReason(Kind.SERVICE_FAILED, "too many restarts"));

        Failure why = get(server.whenFailed());
        assertThat(why.where()).isEqualTo(Where.CLOSED);
        assertThat(why).hasMessage("too many restarts");
        get(server.whenTerminated());
    }

    @Test
    void whatHasEndedBeforeEndsItToo() {
        support.closed.complete(new CloseReason(Kind.CONNECT_FAILED, "given up"));

        assertThat(get(get(plan.bind("127.0.0.1", 0)).whenFailed())).hasMessage("given up");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"DRAINED", "DRAIN_DEADLINE"})
    void anEndThatWasAskedForIsNoFailure(Kind asked) {
        ServerBinding server = get(plan.bind("127.0.0.1", 0));
        support.closed.complete(new CloseReason(asked, "drained"));

        get(server.terminate(SOON));

        assertThat(server.whenFailed().toCompletableFuture()).isNotDone();
    }

    @Test
    void aServerThatHasEndedDoesNotFailAnyMore() {
        ServerBinding server = get(plan.bind("127.0.0.1", 0));
        get(server.terminate(SOON));

        support.closed.complete(new CloseReason(Kind.STOPPED, "with the ActorSystem"));

        assertThat(server.whenFailed().toCompletableFuture()).isNotDone();
    }

    /** Ends when the test says so. */
    private static final class Support implements Session<ByteString, ByteString> {
        private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<ByteString> call(Context context, ByteString request) {
            return CompletableFuture.completedFuture(request);
        }

        @Override
        public Status status() {
            return closed.isDone() ? Status.CLOSED : Status.OPEN;
        }

        @Override
        public CompletionStage<Done> drain(Duration within) {
            return closed.thenApply(reason -> Done.getInstance());
        }

        @Override
        public CompletionStage<CloseReason> closed() {
            return closed;
        }
    }
}
