package io.tapio.line;

import static io.tapio.line.Wire.exchange;
import static io.tapio.line.Wire.failure;
import static io.tapio.line.Wire.get;
import static io.tapio.line.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.stream.FlowProbe;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HandshakingLineTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final TestConnection connection = new TestConnection();
    private final Wire wire = new Wire(connection, KIT.system());
    private final Service<String, String> service = (context, line) -> CompletableFuture.completedFuture(
            line + " after " + context.get(Line.GREETING).orElse("nothing"));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void linesAreServedOnceTheClientHasGreeted() {
        ByteString all = ByteString.fromString("You ready?\na\nb\n");
        for (int cut = 1; cut < all.size(); cut++) {
            var probe = FlowProbe.of(Line.handshakingServer().serve(connection, service), KIT.system());

            probe.send(all.take(cut), all.drop(cut));

            assertThat(text(probe)).isEqualTo("Bring it!\na after You ready?\nb after You ready?\n");
        }
    }

    @Test
    void aClientThatDoesNotGreetIsToldSo() {
        var probe = FlowProbe.of(Line.handshakingServer().serve(connection, service), KIT.system());

        assertThat(exchange(probe, "hello\nmore\n")).isEqualTo("error: the first line must be: You ready?\n");

        assertThat(probe.awaitFailed()).hasMessage("the client did not greet, but said: hello");
    }

    @Test
    void aServerThatDoesNotGreetFailsTheSession() {
        var probe = FlowProbe.of(Line.handshakingClient().open(connection), KIT.system());
        assertThat(text(probe)).isEqualTo("You ready?\n");

        exchange(probe, "idk\n");

        assertThat(failure(probe.value()).where()).isEqualTo(Where.HANDSHAKE);
        assertThat(failure(probe.value())).hasMessage("the server did not greet, but said: idk");
    }

    @Test
    void aServerThatSaysNothingFailsTheSessionInTime() {
        var probe = FlowProbe.of(Line.handshakingClient().open(connection), KIT.system());
        text(probe);

        connection.timer().advance(Duration.ofSeconds(5));

        assertThat(failure(probe.value())).hasMessageContaining("tapio.handshake.timeout");
    }

    @Test
    void aClientAndAServerGreetAndTalk() {
        Seed.run(random -> {
            Session<String, String> session =
                    get(wire.join(Line.handshakingClient(), Line.handshakingServer(), service, random));

            assertThat(get(session.call(Context.root(), "hi"))).isEqualTo("hi after You ready?");
            assertThat(connection.timer().scheduled()).isZero();
        });
    }

    @Test
    void aClientThatGreetsAServerThatDoesNotKnowItIsToldSo() {
        Seed.run(random -> {
            var session = wire.join(Line.handshakingClient(), Line.server(), service, random);

            assertThat(failure(session)).hasMessage("the server did not greet, but said: You ready? after nothing");
        });
    }
}
