package io.tapio.testkit.network;

import static io.tapio.testkit.network.Wordy.call;
import static io.tapio.testkit.network.Wordy.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.service.HeldService;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a test does to the ends of a connection, and what each end sees of it. */
class EndsTest {
    private final HeldService<String, String> held = new HeldService<>();

    @Test
    void aHalfClosedClientStillGetsItsAnswers() {
        SimulatedNetwork.run(network -> {
            SimulatedConnection connection = network.connection();
            connection.serve(Wordy.LINE_SERVER, held);
            RawPeer client = connection.peer(Side.CLIENT);
            client.write("a\nb\n");
            client.end();
            network.run();

            held.call(0).answer().complete("A");
            held.call(1).answer().complete("B");
            network.run();

            assertThat(client.readAll().utf8String()).isEqualTo("A\nB\n");
            assertThat(client.isAtEnd()).isTrue();
            assertThat(reason(connection, Side.SERVER).kind()).isEqualTo(Kind.PEER_CLOSED);
        });
    }

    @Test
    void aSideThatIsClosedSendsWhatItHasSentAndNothingMore() {
        SimulatedNetwork.run(network -> {
            SimulatedConnection connection = network.connection();
            connection.serve(Wordy.SERVER, held);
            Session<String, String> session = network.await(connection.open(Wordy.CLIENT));
            CompletableFuture<String> answer = call(session, "sent");
            network.run();

            connection.close(Side.CLIENT);
            network.run();

            assertThat(held.requests()).containsExactly("sent");
            assertThat(failure(answer).processed()).isEqualTo(Processed.MAYBE);
            assertThat(failure(call(session, "late")).isSafeToRetry()).isTrue();
        });
    }

    @Test
    void bothSidesSeeAResetAndTheBytesOnTheirWayAreLost() {
        NetworkSettings delayed = NetworkSettings.calm()
                .withBoth(Conditions.calm().withDelay(Duration.ofMillis(5), Duration.ofMillis(5)));
        SimulatedNetwork.run(delayed, network -> {
            SimulatedConnection connection = network.connection();
            connection.serve(Wordy.SERVER, held);
            Session<String, String> session = network.await(connection.open(Wordy.CLIENT));
            call(session, "arrives");
            network.run();
            CompletableFuture<String> lost = call(session, "lost");
            network.run(Duration.ofMillis(1));

            connection.reset();
            network.run();

            assertThat(held.requests()).containsExactly("arrives");
            assertThat(held.call(0).context().cancellation().isCancelled()).isTrue();
            assertThat(failure(lost).where()).isEqualTo(Where.CLOSED);
            assertThat(failure(lost).detail()).containsEntry("close.reason", "reset");
            assertThat(reason(connection, Side.SERVER).kind()).isEqualTo(Kind.RESET);
            assertThat(reason(connection, Side.CLIENT).kind()).isEqualTo(Kind.RESET);
            assertThat(connection.bytesInFlightTo(Side.SERVER)).isZero();
        });
    }

    @Test
    void aServerThatDrainsAnswersWhatItHasRead() {
        SimulatedNetwork.run(network -> {
            SimulatedConnection connection = network.connection();
            connection.serve(Wordy.SERVER, held);
            Session<String, String> session = network.await(connection.open(Wordy.CLIENT));
            CompletableFuture<String> answer = call(session, "a");
            network.run();

            connection.drain(Side.SERVER);
            network.run();
            held.call(0).answer().complete("A");
            network.run();

            assertThat(answer).isCompletedWithValue("A");
            assertThat(connection.info(Side.SERVER).draining().toCompletableFuture())
                    .isCompleted();
            assertThat(reason(connection, Side.SERVER).kind()).isEqualTo(Kind.DRAINED);
            assertThat(session.status()).isEqualTo(Session.Status.CLOSED);
        });
    }

    @Test
    void aSessionThatDrainsClosesItsConnection() {
        SimulatedNetwork.run(network -> {
            Session<String, String> session = network.join(Wordy.CLIENT, Wordy.SERVER, Service.of(request -> request));

            network.await(session.drain(Duration.ofSeconds(1)));

            assertThat(network.await(session.closed()).kind()).isEqualTo(Kind.COMPLETED);
        });
    }

    @Test
    void whatIsCutShortIsNotTakenForWhole() {
        NetworkSettings narrow =
                NetworkSettings.calm().withToClient(Conditions.calm().withWindow(10));
        RawPeer client;
        try (SimulatedNetwork network = SimulatedNetwork.of(new Seed(1), narrow)) {
            SimulatedConnection connection = network.connection();
            connection.serve(Wordy.LINE_SERVER, Service.of(line -> "a long reply to " + line));
            client = connection.peer(Side.CLIENT);
            client.write("a\n");
            network.run();
        }

        assertThat(client.isReset()).as("stopped in the middle of its reply").isTrue();
    }

    private static CloseReason reason(SimulatedConnection connection, Side side) {
        return connection.info(side).closed().toCompletableFuture().getNow(null);
    }
}
