package io.tapio.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.ConfigFactory;
import io.tapio.tcp.ConnectionCounts.Obstacle;
import io.tapio.testkit.time.VirtualTimer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The gate without sockets: those that arrive are numbers. */
class AcceptGateTest {
    private static final TcpServerSettings SETTINGS = TcpServerSettings.from(ConfigFactory.load());
    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    private static final IOException NO_FILES = new IOException("Too many open files");

    private final VirtualTimer time = new VirtualTimer();
    private final OpenFiles process = new OpenFiles(300, 100);
    private final List<Obstacle> met = new ArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(AcceptAlarm.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private int asked;
    private AcceptGate gate = gate(SETTINGS);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    private AcceptGate gate(TcpServerSettings settings) {
        return new AcceptGate("gate", settings, new Descriptors(process, 50, time), time, met::add, () -> {
            asked++;
            gate.onAgain();
        });
    }

    @Test
    void aFullListenerIsOpenAgainWhenAConnectionEnds() {
        gate = gate(SETTINGS.withMaxConnections(3));
        assertThat(arrive(10)).isEqualTo(3);
        assertThat(arrive(10)).isZero();

        assertThat(leave()).isTrue();

        assertThat(arrive(10)).isEqualTo(1);
        assertThat(met).containsExactly(Obstacle.LISTENER_FULL, Obstacle.LISTENER_FULL);
        assertThat(warnings())
                .containsExactly("gate: more connections have to wait; 3 are open, the limit"
                        + " (tapio.tcp.server.max-connections)");
        time.advance(Duration.ofMinutes(2));
        assertThat(asked).as("time makes no room").isZero();
    }

    @Test
    void aConnectionThatEndsWhereNobodyWaitsIsNothingToTell() {
        arrive(1);

        assertThat(leave()).isFalse();
    }

    @Test
    void theRateIsKeptAndWhoIsHeldUpComesInLater() {
        gate = gate(SETTINGS.withAcceptRate(10, 5));
        assertThat(arrive(20)).isEqualTo(5);

        int later = 0;
        for (int i = 0; i < 10; i++) {
            time.advance(Duration.ofMillis(100));
            later += arrive(20);
        }

        assertThat(later).isEqualTo(10);
        assertThat(asked).isEqualTo(10);
        assertThat(met).hasSize(11).containsOnly(Obstacle.ACCEPT_RATE);
        assertThat(warnings())
                .containsExactly("gate: more connections have to wait; 10 came in a second, the limit"
                        + " (tapio.tcp.server.accept-rate), after 5 at once");
    }

    /** Two obstacles in a row: the second one must not be waited for by nobody. */
    @Test
    void aFullListenerThatIsAlsoTooFastIsOpenInTheEnd() {
        gate = gate(SETTINGS.withMaxConnections(2).withAcceptRate(10, 2));
        assertThat(arrive(5)).isEqualTo(2);

        assertThat(leave()).isTrue();
        assertThat(arrive(5)).isZero();
        time.advance(Duration.ofMillis(100));

        assertThat(asked).isEqualTo(1);
        assertThat(arrive(5)).isEqualTo(1);
    }

    @Test
    void onePeerGetsItsShareAndOthersTheirs() throws Exception {
        gate = gate(SETTINGS.withMaxConnectionsPerAddress(2));
        InetSocketAddress other = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 1);
        arrive(2);

        assertThat(gate.accepted(PEER)).isFalse();
        assertThat(gate.accepted(other)).isTrue();
        leave();
        assertThat(gate.accepted(PEER)).isTrue();

        assertThat(met).containsExactly(Obstacle.ADDRESS_FULL);
        assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
    }

    @Test
    void theReserveIsLeftAloneUntilThereIsMoreThanIt() {
        assertThat(arrive(1000)).isEqualTo(150);
        assertThat(met).containsExactly(Obstacle.DESCRIPTOR_RESERVE);
        assertThat(warnings())
                .containsExactly(
                        "gate: more connections have to wait; 250 of the process's 300 file descriptors (ulimit -n)"
                                + " are open, 150 of them for connections, and 50 kept free (tapio.tcp.fd-reserve);"
                                + " raise ulimit -n for more");

        assertThat(leave()).isTrue();
        assertThat(arrive(10)).isEqualTo(1);

        process.open -= 20; // elsewhere
        time.advance(Descriptors.INTERVAL);
        assertThat(asked).isEqualTo(1);
        assertThat(arrive(100)).isEqualTo(20);
    }

    @Test
    void aFailureClosesTheGateForLongerEachTimeAndNeverForMoreThanHalfASecond() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            gate.failed(NO_FILES);
            assertThat(gate.isOpen()).isFalse();
            waits.add(time.untilNext().orElseThrow().toMillis());
            time.advance(time.untilNext().orElseThrow());
            assertThat(gate.isOpen()).isTrue();
        }

        assertThat(waits).containsExactly(50L, 100L, 200L, 400L, 500L, 500L, 500L, 500L);
        assertThat(met).hasSize(8).containsOnly(Obstacle.NO_DESCRIPTORS);
        assertThat(arrive(5)).isEqualTo(5);
        gate.failed(NO_FILES);
        assertThat(time.untilNext()).as("it begins anew").contains(Duration.ofMillis(50));
    }

    @Test
    void aLackOfFilesIsToldOnceWithTheNumbersAndSoIsItsEnd() {
        process.cannotTell = true;
        for (int i = 0; i < 30; i++) {
            gate.failed(NO_FILES);
            time.advance(Duration.ofSeconds(1));
        }
        process.cannotTell = false;
        time.advance(Duration.ofSeconds(1));

        assertThat(arrive(2)).isEqualTo(2);

        assertThat(warnings())
                .containsExactly(
                        "gate: cannot accept: Too many open files; 300 of the process's 300 file descriptors (ulimit -n)"
                                + " are open, 0 of them for connections, and 50 kept free (tapio.tcp.fd-reserve);"
                                + " raise ulimit -n, or the system's limit, for more",
                        "gate: accepts again; 100 of the process's 300 file descriptors (ulimit -n) are open, 0 of them"
                                + " for connections, and 50 kept free (tapio.tcp.fd-reserve)");
    }

    @Test
    void anotherFailureIsNoLackOfFiles() {
        gate.failed(new IOException("Operation not permitted"));

        assertThat(met).containsExactly(Obstacle.ACCEPT_FAILED);
        assertThat(warnings()).containsExactly("gate: cannot accept: Operation not permitted; trying again");
    }

    @Test
    void aConnectionThatEndsDoesNotCutTheBackoffShort() {
        arrive(1);
        gate.failed(NO_FILES);

        assertThat(leave()).isFalse();
        assertThat(gate.isOpen()).isFalse();
    }

    /** As many of {@code waiting} as the gate lets in. */
    private int arrive(int waiting) {
        int in = 0;
        for (; in < waiting && gate.isOpen(); in++) {
            assertThat(gate.accepted(PEER)).isTrue();
            gate.entered(PEER);
            process.open++;
        }
        return in;
    }

    private boolean leave() {
        process.open--;
        return gate.left(PEER);
    }

    private List<String> warnings() {
        return log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
