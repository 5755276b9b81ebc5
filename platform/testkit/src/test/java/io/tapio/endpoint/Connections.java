package io.tapio.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;

/** Connections that a test makes, refuses and ends. */
final class Connections {
    record Attempt(String target, CompletableFuture<Session<String, String>> session) {
        Connection succeed() {
            Connection connection = new Connection(target);
            session.complete(connection);
            return connection;
        }

        void fail(String why) {
            fail(Where.CONNECT, why);
        }

        void fail(Where where, String why) {
            session.completeExceptionally(Failure.at(where, Processed.NO, why));
        }
    }

    /** Answers with the name of its target, until it is told to do otherwise. */
    static final class Connection implements Session<String, String> {
        private final String target;
        private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
        private volatile Failure failure;
        volatile Duration drained;

        Connection(String target) {
            this.target = target;
        }

        void leaves() {
            failure = Failure.at(Where.CLOSED, Processed.NO, "it takes no more calls");
        }

        void fails(Failure failure) {
            this.failure = failure;
        }

        void ends(Kind kind) {
            leaves();
            closed.complete(new CloseReason(kind, "it ended"));
        }

        @Override
        public CompletionStage<String> call(Context context, String request) {
            return failure == null
                    ? CompletableFuture.completedFuture(request + " by " + target)
                    : CompletableFuture.failedFuture(failure);
        }

        @Override
        public Status status() {
            return failure == null ? Status.OPEN : Status.BUSY;
        }

        @Override
        public CompletionStage<Done> drain(Duration within) {
            drained = within;
            ends(Kind.DRAINED);
            return closed.thenApply(reason -> Done.getInstance());
        }

        @Override
        public CompletionStage<CloseReason> closed() {
            return closed;
        }
    }

    private final BlockingQueue<Attempt> attempts = new LinkedBlockingQueue<>();

    Target<String, String> target(String name) {
        return new Target<>(name, () -> {
            Attempt attempt = new Attempt(name, new CompletableFuture<>());
            attempts.add(attempt);
            return attempt.session;
        });
    }

    /** The next attempt, which must be one to this target. */
    Attempt next(String target) throws InterruptedException {
        Attempt attempt = attempts.poll(20, TimeUnit.SECONDS);
        assertThat(attempt).as("an attempt").isNotNull();
        assertThat(attempt.target).isEqualTo(target);
        return attempt;
    }

    boolean isQuiet() {
        return attempts.isEmpty();
    }
}
