package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.service.Service;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.random.Script;
import io.tapio.testkit.random.Seed;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The laws of a server's dispatch, whatever its way of matching replies with requests. Extend
 * {@link PipelinedServerLaws} or {@link MultiplexedServerLaws}, which have those of their way, too.
 */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class ServerLaws extends ServerFailureLaws {
    /** More than a server keeps by itself of what its peer does not take: its write window, and something to spare. */
    private static final int SERVER_BYTES = 192 * 1024;

    @Test
    public void everyRequestGetsItsOwnReplyWhateverHappens() {
        Seed.run(random -> Script.check(
                random,
                effort().scripts(),
                80,
                chance -> ServerScript.Event.draw(chance, this),
                new ServerScript(this)::run));
    }

    @Test
    public void noMoreCallsRunThanMayAndTheOthersFollow() {
        String[] words = words(20);
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 3, 2).ask(words);
            assertThat(server.calls().running()).isEqualTo(running(3));

            server.calls().reply(0);
            assertThat(server.hearReplies()).containsExactly(ServerBench.repliesTo("word 0"));
            assertThat(server.calls().running()).isEqualTo(running(3));

            assertThat(server.hearToTheEnd()).hasSize(words.length - 1);
            assertThat(server.calls().mostRunning()).isEqualTo(running(3));
            server.isOpen();
        });
    }

    /** tokio-proto: {@code test_returning_would_block_from_service}. */
    @Test
    public void aServiceThatWouldBlockStopsTheReadingAndLosesNothing() {
        narrowly(wiring -> {
            ServerBench server = bench(wiring, 3, 2);
            int count = (wiring.windowFromPeer() + SERVER_BYTES) / LONG;
            for (int i = 0; i < count; i++) {
                server.ask(i, longWord(i));
            }
            wiring.settle();

            assertThat(server.calls().total()).isEqualTo(running(3));
            assertThat(server.peer().unsent()).as("bytes that are not taken").isPositive();
            assertThat(server.hearToTheEnd()).hasSize(count);
            assertThat(server.calls().mostRunning()).isEqualTo(running(3));
        });
    }

    @Test
    public void aPeerThatDoesNotReadStopsTheCallsAndTheReading() {
        narrowly(wiring -> {
            int[] calls = {0};
            ServerBench server = new ServerBench(this, wiring, 3, 2, new OpenCalls(), Service.of(request -> {
                calls[0]++;
                return request;
            }));
            int count = 3 * (wiring.windowToPeer() + wiring.windowFromPeer() + SERVER_BYTES) / (2 * LONG);
            for (int i = 0; i < count; i++) {
                server.ask(i, longWord(i));
            }
            wiring.settle();

            assertThat(calls[0])
                    .as("calls whose replies nobody takes")
                    .isPositive()
                    .isLessThan(count);
            assertThat(server.peer().unsent()).as("bytes that are not taken").isPositive();
            assertThat(server.hearReplies())
                    .containsExactlyElementsOf(
                            IntStream.range(0, count).mapToObj(Laws::longWord).toList());
            assertThat(calls[0]).isEqualTo(count);
        });
    }

    @Test
    public void nothingIsLeftOfManyCalls() {
        Seed.run(random -> on(new Seed(random.nextLong()), NetworkSettings.calm(), wiring -> {
            ServerBench server = bench(wiring, 8, 8);
            for (int asked = 0; asked < effort().calls(); asked += 10) {
                server.ask(words(10));
                while (server.calls().running() > 0) {
                    server.calls().reply(random.nextInt(8));
                    wiring.settle();
                }
                assertThat(server.hear()).hasSize(10);
            }

            assertThat(server.calls().total()).isEqualTo(effort().calls());
            assertThat(server.calls().mostRunning()).isEqualTo(running(8));
            server.ask(words(16));
            assertThat(server.calls().running()).as("room for calls").isEqualTo(running(8));
            server.peer().end();
            assertThat(server.hearToTheEnd()).hasSize(16);
            server.isOver(Kind.PEER_CLOSED);
        }));
    }
}
