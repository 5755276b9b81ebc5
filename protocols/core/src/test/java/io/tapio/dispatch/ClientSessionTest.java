package io.tapio.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Cancellation;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.stats.Numbers;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ClientSessionTest {
    @Test
    void aCallWhoseSessionEndsWhileItIsMadeIsAnswered() {
        ClientSession<String, String> session =
                new ClientSession<>(new CallLimits(1, 1, "keys"), new TestConnection(), signal -> {});
        Cancellation endsTheSession = new Cancellation() {
            @Override
            public Optional<Failure> cause() {
                return Optional.empty();
            }

            @Override
            public Registration onCancel(Consumer<Failure> listener) {
                session.end(Failure.at(Where.CLOSED, Processed.MAYBE, "gone"));
                return () -> {};
            }
        };

        assertThat(session.call(Context.root().withCancellation(endsTheSession), "x"))
                .isCompletedExceptionally();
    }

    @Test
    void callsAreCountedWhileTheyWaitToBeSent() {
        TestConnection connection = new TestConnection();
        Numbers numbers = new Numbers(connection.stats());
        ClientSession<String, String> session =
                new ClientSession<>(new CallLimits(1, 9, "keys"), connection, signal -> {});

        session.call(Context.root(), "sent");
        session.call(Context.root(), "waits");
        session.call(Context.root(), "waits, too");
        assertThat(numbers.of(ClientSession.WAITING)).isEqualTo(3);

        session.take();
        assertThat(numbers.of(ClientSession.WAITING)).isEqualTo(2);

        session.end(Failure.at(Where.CLOSED, Processed.MAYBE, "gone"));
        assertThat(numbers.of(ClientSession.WAITING)).isZero();
    }
}
