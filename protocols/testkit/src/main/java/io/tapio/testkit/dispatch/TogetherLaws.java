package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Session;
import io.tapio.testkit.dispatch.ClientBench.Made;
import io.tapio.testkit.dispatch.TogetherScript.Ending;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.random.Script;
import io.tapio.testkit.random.Seed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The laws of a protocol's client and server with each other, as a test class: extend it for each protocol. They say
 * what a caller may rely on whatever the network does.
 */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class TogetherLaws extends Laws {
    /** Without, what is cut off at any byte is taken for whole. */
    private static final String FRAMES_WITH_AN_END = "frames that only their own end ends";

    /**
     * The client within bounds.
     *
     * @param maxInFlight the most requests of a connection that are sent and not answered
     * @param maxWaiting the most calls that wait behind those
     */
    protected abstract ClientProtocol<String, String> client(int maxInFlight, int maxWaiting);

    /**
     * The server within bounds. Those that it has not got, it need not heed.
     *
     * @param maxInFlight the most calls of a connection
     * @param maxWaiting the most requests that are read and wait behind those
     */
    protected abstract ServerProtocol<String, String> server(int maxInFlight, int maxWaiting);

    private void whateverHappens(Ending ending) {
        Seed.run(random -> Script.check(
                random,
                effort().scripts() * 2 / 3,
                80,
                chance -> TogetherScript.Event.draw(chance, features()),
                new TogetherScript(this, ending)::run));
    }

    @Test
    public void everyCallGetsItsOwnAnswer() {
        whateverHappens(Ending.NONE);
    }

    @Test
    public void everyCallEndsAndIsCountedRightlyWhenTheConnectionBreaks() {
        whateverHappens(Ending.RESET);
    }

    @Test
    public void everyCallEndsAndIsCountedRightlyWhenOneSideCloses() {
        onlyIf(!features().lastMayEndWithStream(), FRAMES_WITH_AN_END);
        whateverHappens(Ending.HALF_CLOSE);
    }

    @Test
    public void everyCallEndsAndIsCountedRightlyWhenTheServerDrains() {
        whateverHappens(Ending.SERVER_DRAINS);
    }

    @Test
    public void everyCallIsAnsweredBeforeItsSessionHasDrained() {
        whateverHappens(Ending.SESSION_DRAINS);
    }

    @Test
    public void nothingIsLeftOfManyCalls() {
        Seed.run(random -> on(new Seed(random.nextLong()), NetworkSettings.calm(), wiring -> {
            OpenCalls calls = new OpenCalls();
            Session<String, String> session =
                    wiring.join(client(5, 15), server(3, 2), calls).session();
            for (int made = 0; made < effort().calls(); made += 20) {
                List<Made> some = IntStream.range(made, made + 20)
                        .mapToObj(i -> ClientBench.call(session, "word " + i))
                        .toList();
                wiring.settle();
                while (calls.running() > 0) {
                    calls.reply(random.nextInt(3));
                    wiring.settle();
                }
                some.forEach(Made::isAnswered);
            }

            assertThat(calls.total()).isEqualTo(effort().calls());
            assertThat(calls.mostRunning()).isLessThanOrEqualTo(3);
            assertThat(session.status()).isEqualTo(Session.Status.OPEN);
        }));
    }
}
