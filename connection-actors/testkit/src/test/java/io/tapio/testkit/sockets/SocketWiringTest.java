package io.tapio.testkit.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.codec.Codec;
import io.tapio.connection.CloseReason;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.framing.Framing;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.Peers;
import io.tapio.testkit.dispatch.PipelinedServerLaws;
import io.tapio.testkit.dispatch.Wiring;
import io.tapio.testkit.dispatch.Wirings;
import io.tapio.testkit.network.Conditions;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.random.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class SocketWiringTest {
    private static final Service<ByteString, ByteString> NOBODY = Service.of(bytes -> bytes);

    private final List<Integer> pieces = Collections.synchronizedList(new ArrayList<>());
    private final ServerProtocol<ByteString, ByteString> echo =
            (connection, nobody) -> Flow.of(ByteString.class).map(bytes -> {
                pieces.add(bytes.size());
                return bytes;
            });

    private void with(NetworkSettings settings, Consumer<Wiring> test) {
        Seed.run(random -> {
            try (Wiring wiring = SocketWirings.loopback().wiring(new Seed(random.nextLong()), settings)) {
                test.accept(wiring);
            }
        });
    }

    @Test
    void whatIsWrittenArrivesInPiecesAndComesBackWhole() {
        with(NetworkSettings.calm().withBoth(Conditions.calm().withSegments(3)), wiring -> {
            Wiring.Served server = wiring.serve(echo, NOBODY);
            server.peer().write("0123456789");
            assertThat(pieces).as("before it settles").isEmpty();
            wiring.settle();

            assertThat(pieces).hasSizeGreaterThan(3).allMatch(size -> size <= 3);
            assertThat(server.peer().readAll().utf8String()).isEqualTo("0123456789");
        });
    }

    @Test
    void anEndAndAResetAreSeenWhenItHasSettled() {
        with(NetworkSettings.calm(), wiring -> {
            Wiring.Served ended = wiring.serve(echo, NOBODY);
            Wiring.Served reset = wiring.serve(echo, NOBODY);
            ended.peer().end();
            reset.peer().reset();
            wiring.settle();

            assertThat(ended.peer().isAtEnd()).isTrue();
            assertThat(ended.closed().toCompletableFuture().join().kind()).isEqualTo(CloseReason.Kind.PEER_CLOSED);
            assertThat(reset.closed().toCompletableFuture().join().kind()).isEqualTo(CloseReason.Kind.RESET);
        });
    }

    @Test
    void aReaderThatDoesNotReadStopsTheOtherSideAtTheWindows() {
        with(NetworkSettings.calm(), wiring -> {
            Wiring.Served server = wiring.serve(echo, NOBODY);
            int size = 2 * (wiring.windowFromPeer() + wiring.windowToPeer());
            server.peer().write(ByteString.fromArray(new byte[size]));
            wiring.settle();
            assertThat(server.peer().unsent()).isPositive();

            int read = 0;
            for (ByteString some = server.peer().read();
                    !some.isEmpty();
                    some = server.peer().read()) {
                read += some.size();
                wiring.settle();
            }
            assertThat(read).isEqualTo(size);
        });
    }

    @Test
    void aMistakeIsCaughtAndToldWithWhatHappened() {
        assertThatThrownBy(new Embellishing()::repliesKeepTheOrderOfTheirRequests)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"re one!\"")
                .hasMessageContaining("client: sent ")
                .hasMessageContaining("-Dtapio.seed=");
    }

    private static final class Embellishing extends PipelinedServerLaws {
        private static final Codec<String, String> LINES = Framing.lines(500);

        @Override
        protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
            return Pipeline.server(LINES)
                    .filtered(service ->
                            (context, request) -> service.call(context, request).thenApply(reply -> reply + "!"));
        }

        @Override
        protected Codec<Message<String>, Message<String>> peer() {
            return Peers.ofServer(LINES, reply -> false);
        }

        @Override
        protected Features features() {
            return Features.none();
        }

        @Override
        protected Wirings wirings() {
            return SocketWirings.loopback();
        }
    }
}
