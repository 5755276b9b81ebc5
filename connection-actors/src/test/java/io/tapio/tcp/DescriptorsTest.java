package io.tapio.tcp;

import static io.tapio.tcp.Loopback.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.tapio.settings.Bound;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
    private static final TcpServerSettings SETTINGS = TcpServerSettings.from(ConfigFactory.load());

    private final VirtualTimer time = new VirtualTimer();
    private final OpenFiles process = new OpenFiles(300, 40);
    private final Descriptors descriptors = new Descriptors(process, 100, time);

    @Test
    void thereIsRoomUntilTheReserveIsAllThatIsLeft() {
        assertThat(openSockets(1000)).isEqualTo(160);
        assertThat(descriptors)
                .hasToString(
                        "200 of the process's 300 file descriptors (ulimit -n) are open, 160 of them for connections, and"
                                + " 100 kept free (tapio.tcp.fd-reserve)");

        closeSockets(3);

        assertThat(openSockets(1000)).isEqualTo(3);
    }

    @Test
    void theListIsNotReadWhileThereIsMuchRoom() {
        for (int i = 0; i < 100; i++) {
            openSockets(100);
            closeSockets(100);
            time.advance(Duration.ofMinutes(1));
        }

        assertThat(process.looks).isEqualTo(1);
    }

    @Test
    void theListIsReadTwiceASecondAtMostWhenThereIsLittle() {
        openSockets(1000);
        process.looks = 0;
        for (int i = 0; i < 1000; i++) {
            time.advance(Duration.ofMillis(1));
            descriptors.hasRoom();
        }

        assertThat(process.looks).isBetween(1, 2);
    }

    @Test
    void whatWasOpenedElsewhereTakesRoomWhenItIsSeen() {
        openSockets(150);
        process.open += 100;
        time.advance(Descriptors.INTERVAL);
        assertThat(descriptors.hasRoom()).isFalse();

        process.open -= 100;
        assertThat(descriptors.hasRoom()).isFalse();
        time.advance(Descriptors.INTERVAL);

        assertThat(descriptors.hasRoom()).isTrue();
    }

    @Test
    void aListThatCannotBeReadMeansThatNothingIsLeft() {
        process.cannotTell = true;
        descriptors.look();

        assertThat(descriptors.areUsedUp()).isTrue();
        assertThat(descriptors.hasRoom()).isFalse();

        process.cannotTell = false;
        time.advance(Descriptors.INTERVAL);

        assertThat(descriptors.hasRoom()).isTrue();
        assertThat(descriptors.areUsedUp()).isFalse();
    }

    @Test
    void aReserveLargerThanTheProcessLeavesHalfOfIt() {
        Descriptors few = new Descriptors(new OpenFiles(20, 0), 100, time);

        int opened = 0;
        for (; few.hasRoom(); opened++) {
            few.opened();
        }

        assertThat(opened).isEqualTo(10);
    }

    @Test
    void withoutAKnownLimitNothingChanges() {
        Descriptors unknown = new Descriptors(new OpenFiles(-1, 0), 100, time);
        for (int i = 0; i < 100_000; i++) {
            unknown.opened();
        }
        unknown.look();

        assertThat(unknown.hasRoom()).isTrue();
        assertThat(unknown.areUsedUp()).isFalse();
        assertThat(unknown.and(SETTINGS)).isEqualTo(SETTINGS.bounds());
    }

    @Test
    void aLimitBelowThatOfTheListenerIsToldBesideIt() {
        Bound reserve = Bound.count("file descriptors kept free", 100, "tapio.tcp.fd-reserve");

        assertThat(descriptors.and(SETTINGS))
                .containsAll(SETTINGS.bounds())
                .contains(Bound.count("open connections, other sockets and files", 200, null), reserve);
        assertThat(descriptors.and(SETTINGS.withMaxConnections(200)))
                .endsWith(reserve)
                .hasSize(SETTINGS.bounds().size() + 1);
    }

    @Test
    void theConnectionsOfServersAndClientsAreCountedWhileTheyAreOpen() {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "descriptors");
        Descriptors open = Descriptors.get(system.classicSystem());
        try (Loopback loopback = Loopback.echoing(system)) {
            int port = loopback.server.localAddress().getPort();
            var talk = Source.<ByteString>maybe()
                    .viaMat(TcpClient.create(system).flow("127.0.0.1", port), Keep.both())
                    .to(Sink.ignore())
                    .run(system);
            get(talk.second());
            awaitConnections(2, open, system);

            talk.first().complete(Optional.empty());
            awaitConnections(0, open, system);

            get(loopback.server.unbind());
            get(Source.<ByteString>empty()
                    .viaMat(TcpClient.create(system).flow("127.0.0.1", port), Keep.right())
                    .to(Sink.ignore())
                    .run(system)
                    .handle((connected, refused) -> refused));
            awaitConnections(0, open, system);
        }
        system.terminate();
    }

    private static void awaitConnections(long count, Descriptors open, ActorSystem<Void> system) {
        TestProbe.create(system).awaitAssert(() -> {
            assertThat(open.connections()).isEqualTo(count);
            return null;
        });
    }

    /** Up to {@code most} sockets, while there is room; how many there were. */
    private int openSockets(int most) {
        int opened = 0;
        for (; opened < most && descriptors.hasRoom(); opened++) {
            descriptors.opened();
            process.open++;
        }
        return opened;
    }

    private void closeSockets(int count) {
        for (int i = 0; i < count; i++) {
            descriptors.closed();
            process.open--;
        }
    }
}
