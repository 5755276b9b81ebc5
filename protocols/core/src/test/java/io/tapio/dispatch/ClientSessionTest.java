package io.tapio.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Cancellation;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.testkit.connection.TestConnection;
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
}
