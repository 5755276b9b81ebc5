package io.tapio.testkit.network;

import static io.tapio.testkit.network.Wordy.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.random.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedNetworkTest {
    @Test
    void aClientAndAServerTalk() {
        SimulatedNetwork.run(network -> {
            Session<String, String> session =
                    network.join(Wordy.LINE_CLIENT, Wordy.LINE_SERVER, Service.of(String::toUpperCase));

            assertThat(network.await(session.call(Context.root(), "hello"))).isEqualTo("HELLO");
        });
    }

    @Test
    void theSameSeedGivesTheSameTraceAndAnotherSeedAnother() {
        Seed.run(random -> {
            Seed seed = new Seed(random.nextLong());

            Trace first = busyDay(seed);
            Trace second = busyDay(seed);
            Trace other = busyDay(new Seed(seed.value() + 1));

            assertThat(second).hasToString(first.toString());
            assertThat(second.events()).isEqualTo(first.events()).isGreaterThan(100);
            assertThat(second.digest()).isEqualTo(first.digest()).isNotEqualTo(other.digest());
        });
    }

    /** Several connections under all faults, with calls that take time and callers that leave. */
    private static Trace busyDay(Seed seed) {
        RandomGenerator random = seed.random();
        try (SimulatedNetwork network = SimulatedNetwork.of(seed)) {
            Service<String, String> slow = (context, request) -> {
                CompletableFuture<String> answer = new CompletableFuture<>();
                Duration time = Duration.ofNanos(random.nextInt(3_000_000));
                context.timer().schedule(time, () -> answer.complete("re " + request));
                return answer;
            };
            for (int i = 0; i < 5; i++) {
                NetworkSettings rough = NetworkSettings.rough(random);
                SimulatedConnection connection = network.connection(i == 0 ? rough.withResetWithin(2000) : rough);
                connection.serve(Wordy.SERVER, slow);
                Session<String, String> session = network.await(connection.open(Wordy.CLIENT));
                for (int j = 0; j < 100; j++) {
                    CancellationSource leaving = new CancellationSource();
                    session.call(Context.root().withCancellation(leaving), "r" + j);
                    if (random.nextInt(10) == 0) {
                        leaving.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "left"));
                    }
                }
            }
            network.run();
            return network.trace();
        }
    }

    @Test
    void whenNothingIsLeftToDoTimeJumpsToWhatIsDue() {
        SimulatedNetwork.run(network -> {
            List<String> rang = new ArrayList<>();
            network.timer().schedule(Duration.ofMinutes(3), () -> rang.add("late"));
            network.timer().schedule(Duration.ofSeconds(2), () -> rang.add("soon"));

            network.run(Duration.ofSeconds(2));
            assertThat(rang).containsExactly("soon");
            network.run(Duration.ofSeconds(8));
            assertThat(network.timer().nanoTime())
                    .isEqualTo(Duration.ofSeconds(10).toNanos());

            network.run();
            assertThat(rang).containsExactly("soon", "late");
            assertThat(network.timer().nanoTime())
                    .isEqualTo(Duration.ofMinutes(3).toNanos());
        });
    }

    @Test
    void whatWillNeverComeIsNotAwaited() {
        SimulatedNetwork.run(network -> {
            Session<String, String> session =
                    network.join(Wordy.CLIENT, Wordy.SERVER, (context, request) -> new CompletableFuture<>());

            assertThatThrownBy(() -> network.await(session.call(Context.root(), "never")))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("nothing is left to happen");
        });
    }

    @Test
    void whatRecursForEverIsNotRunToItsEnd() {
        SimulatedNetwork.run(network -> {
            recur(network);

            assertThatThrownBy(network::run).hasMessageContaining("it recurs");
        });
    }

    private static void recur(SimulatedNetwork network) {
        network.timer().schedule(Duration.ofSeconds(5), () -> recur(network));
    }

    @Test
    void aServiceMustNotRunTheNetworkItRunsOn() {
        SimulatedNetwork.run(network -> {
            Session<String, String> session = network.join(Wordy.CLIENT, Wordy.SERVER, Service.of(request -> {
                network.run();
                return request;
            }));

            assertThatThrownBy(() -> network.await(session.call(Context.root(), "x")))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("must not run it");
        });
    }

    @Test
    void aFailureNamesTheSeedAndWhatHasHappened() {
        assertThatThrownBy(() -> SimulatedNetwork.run(network -> {
                    Session<String, String> session =
                            network.join(Wordy.LINE_CLIENT, Wordy.LINE_SERVER, Service.of(request -> request));
                    network.await(session.call(Context.root(), "telltale"));
                    throw new AssertionError("not as it should be");
                }))
                .hasMessageContaining("not as it should be")
                .hasMessageContaining("#1 to server: sent 9 B: \"telltale\\n\"")
                .hasMessageContaining("-Dtapio.seed=");
    }

    @Test
    void nothingRunsOnAfterItIsClosed() {
        SimulatedConnection connection;
        CompletableFuture<String> answer;
        try (SimulatedNetwork network = SimulatedNetwork.of(new Seed(1))) {
            connection = network.connection();
            connection.serve(Wordy.SERVER, (context, request) -> new CompletableFuture<>());
            answer = call(network.await(connection.open(Wordy.CLIENT)), "x");
            network.run();
        }

        assertThat(Wordy.failure(answer).where()).isEqualTo(Where.CLOSED);
        assertThat(connection.info(Side.SERVER).closed().toCompletableFuture()).isCompleted();
    }

    @Test
    void connectionsAreApart() {
        SimulatedNetwork.run(network -> {
            SimulatedConnection broken = network.connection();
            broken.serve(Wordy.SERVER, Service.of(request -> request));
            Session<String, String> lost = network.await(broken.open(Wordy.CLIENT));
            Session<String, String> kept = network.join(Wordy.CLIENT, Wordy.SERVER, Service.of(request -> request));

            broken.reset();
            network.run();

            assertThat(lost.status()).isEqualTo(Session.Status.CLOSED);
            assertThat(IntStream.range(0, 50).mapToObj(i -> call(kept, "r" + i)).toList())
                    .allSatisfy(answer -> assertThat(network.await(answer)).startsWith("r"));
        });
    }
}
