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
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class UpgradingLineTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Service<String, String> LINES = Service.of(line -> "line " + line);
    private static final Service<Long, Long> DOUBLER = Service.of(integer -> Math.multiplyExact(integer, 2L));

    private final TestConnection connection = new TestConnection();
    private final Wire wire = new Wire(connection, KIT.system());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void theRequestTurnsTheConnectionIntoIntegers() {
        ByteString all = ByteString.fromString("1\nupgrade integers\n2\nx\r\n3\n");
        for (int cut = 1; cut < all.size(); cut++) {
            var probe = FlowProbe.of(Line.upgradingServer(DOUBLER).serve(connection, LINES), KIT.system());

            probe.send(all.take(cut), all.drop(cut)).complete();

            assertThat(text(probe)).as("cut at %d", cut).isEqualTo("line 1\nok\n4\nerror: not an integer: x\n6\n");
            probe.awaitCompleted();
        }
    }

    @Test
    void aPlainServerRefusesAndTheSessionGoesOn() {
        Seed.run(random -> {
            Session<String, String> lines = get(wire.join(Line.upgradingClient(), Line.server(), LINES, random));

            var refused = failure(Line.upgrade(lines, Context.root()));

            assertThat(refused.where()).isEqualTo(Where.PEER_REFUSED);
            assertThat(refused).hasMessage("the server speaks no integers: line upgrade integers");
            assertThat(get(lines.call(Context.root(), "still here"))).isEqualTo("line still here");
        });
    }

    @Test
    void aPlainClientSaysThatItCannotUpgrade() {
        var probe = FlowProbe.of(Line.client().open(connection), KIT.system());
        var upgraded = Line.upgrade(get(probe.value()), Context.root());

        assertThat(exchange(probe, "ok\n")).isEqualTo("upgrade integers\n");

        assertThat(failure(upgraded)).hasMessageContaining("not one that can change");
    }

    @Test
    void aClientAndAServerGoFromLinesToIntegers() {
        Seed.run(random -> {
            for (int round = 0; round < 20; round++) {
                Session<String, String> lines =
                        get(wire.join(Line.upgradingClient(), Line.upgradingServer(DOUBLER), LINES, random));
                assertThat(get(lines.call(Context.root(), "1"))).isEqualTo("line 1");
                var underWay = lines.call(Context.root(), "2");

                Session<Long, Long> integers = get(Line.upgrade(lines, Context.root()));

                assertThat(get(underWay)).isEqualTo("line 2");
                var answers = LongStream.range(0, 30)
                        .mapToObj(i -> integers.call(Context.root(), i))
                        .toList();
                for (int i = 0; i < answers.size(); i++) {
                    assertThat(get(answers.get(i))).isEqualTo(2L * i);
                }
                assertThat(failure(lines.call(Context.root(), "3")).isSafeToRetry())
                        .isTrue();
                assertThat(failure(integers.call(Context.root(), Long.MAX_VALUE)))
                        .hasMessage("long overflow");
            }
        });
    }
}
