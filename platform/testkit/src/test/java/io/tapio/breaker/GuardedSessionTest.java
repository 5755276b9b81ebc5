package io.tapio.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import io.tapio.service.Session.Status;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;

class GuardedSessionTest {
    private final VirtualTimer timer = new VirtualTimer();
    private final Context context = Context.root(timer);
    private final Failing failing = new Failing();
    private final Session<String, String> session =
            Breaker.<String, String>load().withTimer(timer).guard(failing);

    @Test
    void aSessionIsBusyFromItsDeathUntilItMayBeTried() {
        die();
        assertThat(session.status()).isEqualTo(Status.BUSY);

        timer.advance(Duration.ofSeconds(5));

        assertThat(session.status()).isEqualTo(Status.OPEN);
    }

    @Test
    void aSessionThatIsTriedIsBusyForAllOthers() {
        die();
        timer.advance(Duration.ofSeconds(5));
        failing.answer = new CompletableFuture<>();

        session.call(context, "a");
        assertThat(session.status()).isEqualTo(Status.BUSY);
        failing.answer.complete("well");

        assertThat(session.status()).isEqualTo(Status.OPEN);
    }

    @Test
    void aSessionThatIsBusyOrClosedByItselfStaysSo() {
        failing.status = Status.BUSY;
        assertThat(session.status()).isEqualTo(Status.BUSY);

        die();
        failing.status = Status.CLOSED;

        assertThat(session.status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void drainAndCloseAreThoseOfTheSession() {
        assertThat(session.drain(Duration.ofSeconds(1)).toCompletableFuture()).isCompleted();
        assertThat(session.closed().toCompletableFuture()).isCompletedWithValue(Failing.DRAINED);
    }

    private void die() {
        for (int call = 0; call < 5; call++) {
            session.call(context, "a");
        }
    }

    /** Fails, until the test wants something else. */
    private static final class Failing implements Session<String, String> {
        static final CloseReason DRAINED = new CloseReason(Kind.DRAINED, "drained");

        private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
        private Status status = Status.OPEN;
        private CompletableFuture<String> answer =
                CompletableFuture.failedFuture(Failure.at(Where.CLOSED, Processed.MAYBE, "broken"));

        @Override
        public CompletionStage<String> call(Context context, String request) {
            return answer;
        }

        @Override
        public Status status() {
            return status;
        }

        @Override
        public CompletionStage<Done> drain(Duration within) {
            closed.complete(DRAINED);
            return CompletableFuture.completedFuture(Done.getInstance());
        }

        @Override
        public CompletionStage<CloseReason> closed() {
            return closed;
        }
    }
}
