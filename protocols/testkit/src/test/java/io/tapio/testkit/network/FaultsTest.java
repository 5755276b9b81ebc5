package io.tapio.testkit.network;

import static io.tapio.testkit.network.Wordy.call;
import static io.tapio.testkit.network.Wordy.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.service.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

/** What the network does by itself, and what the protocols at the ends of a connection make of it. */
class FaultsTest {
    @Test
    void segmentsAreSplitAndMerged() {
        NetworkSettings cut = NetworkSettings.calm().withBoth(Conditions.calm().withSegments(3));
        SimulatedNetwork.run(cut, network -> {
            SimulatedConnection connection = network.connection();
            RawPeer client = connection.peer(Side.CLIENT);
            RawPeer server = connection.peer(Side.SERVER);
            String sent = "0123456789".repeat(100);
            client.write(sent);
            network.run();

            List<ByteString> reads = reads(server);
            assertThat(text(reads)).isEqualTo(sent);
            assertThat(reads).hasSizeBetween(2, 999);
            assertThat(reads).anyMatch(read -> read.size() > 3).anyMatch(read -> read.size() < 100);

            Session<String, String> session = network.join(Wordy.CLIENT, Wordy.SERVER, Service.of(String::toUpperCase));
            assertThat(network.await(call(session, "still whole"))).isEqualTo("STILL WHOLE");
        });
    }

    @Test
    void aDelayIsPerDirectionAndKeepsTheOrder() {
        NetworkSettings delayed = NetworkSettings.calm()
                .withToServer(Conditions.calm().withSegments(1).withDelay(Duration.ofMillis(5), Duration.ofMillis(50)));
        SimulatedNetwork.run(delayed, network -> {
            SimulatedConnection connection = network.connection();
            RawPeer client = connection.peer(Side.CLIENT);
            RawPeer server = connection.peer(Side.SERVER);
            client.write("in order");
            server.write("at once");

            network.run(Duration.ofMillis(4));
            assertThat(server.readAll().size()).isZero();
            assertThat(client.read().utf8String()).isEqualTo("at once");

            network.run(Duration.ofMillis(46));
            assertThat(server.readAll().utf8String()).isEqualTo("in order");
        });
    }

    @Test
    void aSlowLineTakesItsTime() {
        NetworkSettings slow = NetworkSettings.calm()
                .withToServer(Conditions.calm().withSegments(10).withRate(1000));
        SimulatedNetwork.run(slow, network -> {
            SimulatedConnection connection = network.connection();
            RawPeer server = connection.peer(Side.SERVER);
            connection.peer(Side.CLIENT).write("x".repeat(2000));

            network.run(Duration.ofSeconds(1));
            assertThat(server.readAll().utf8String()).hasSizeBetween(990, 1000);
            network.run(Duration.ofSeconds(1));
            assertThat(server.readAll().utf8String()).hasSizeBetween(1000, 1010);
        });
    }

    @Test
    void aResetThatWasDrawnComesWithinItsBytes() {
        SimulatedNetwork.run(NetworkSettings.calm().withResetWithin(1000), network -> {
            Session<String, String> session =
                    network.join(Wordy.CLIENT, Wordy.SERVER, Service.of(request -> request.repeat(2)));
            List<CompletableFuture<String>> answers = callsUntilItEnds(network, session);

            assertThat(answers).hasSizeBetween(1, 200);
            assertThat(failure(answers.get(answers.size() - 1)).detail()).containsEntry("close.reason", "reset");
        });
    }

    @Test
    void aHalfCloseThatWasDrawnComesWithinItsBytesAndMayCutAFrame() {
        SimulatedNetwork.run(NetworkSettings.calm().withHalfCloseWithin(1000), network -> {
            Session<String, String> session = network.join(Wordy.CLIENT, Wordy.SERVER, Service.of(request -> request));
            List<CompletableFuture<String>> answers = callsUntilItEnds(network, session);

            assertThat(answers).hasSizeBetween(1, 200);
            assertThat(session.status()).isEqualTo(Session.Status.CLOSED);
            assertThat(failure(call(session, "late")).where()).isIn(Where.CLOSED, Where.DECODE);
        });
    }

    private static List<CompletableFuture<String>> callsUntilItEnds(
            SimulatedNetwork network, Session<String, String> session) {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        while (session.status() == Session.Status.OPEN && answers.size() < 1000) {
            answers.add(call(session, "a request"));
            network.run();
        }
        return answers;
    }

    @Test
    void aStalledReaderStopsTheSenderAtTheWindow() {
        NetworkSettings narrow =
                NetworkSettings.calm().withToClient(Conditions.calm().withWindow(100));
        SimulatedNetwork.run(narrow, network -> {
            SimulatedConnection connection = network.connection();
            RawPeer client = connection.peer(Side.CLIENT);
            RawPeer server = connection.peer(Side.SERVER);
            connection.stall(Side.CLIENT);
            server.write("x".repeat(250));
            network.run();

            assertThat(client.readAll().size()).isZero();
            assertThat(connection.bytesInFlightTo(Side.CLIENT)).isEqualTo(100);
            assertThat(server.unsent()).isEqualTo(150);

            connection.resume(Side.CLIENT);
            assertThat(drained(network, client)).hasSize(250);
            assertThat(server.unsent()).isZero();
        });
    }

    @Test
    void aReaderThatPausesReadsEverythingInTheEnd() {
        NetworkSettings pausing = NetworkSettings.calm()
                .withBoth(Conditions.calm().withSegments(5).withWindow(40).withStalls(Duration.ofMillis(30)));
        SimulatedNetwork.run(pausing, network -> {
            Session<String, String> session = network.join(Wordy.CLIENT, Wordy.SERVER, Service.of(String::toUpperCase));
            List<CompletableFuture<String>> answers = IntStream.range(0, 100)
                    .mapToObj(i -> call(session, "r" + i))
                    .toList();
            network.run();

            assertThat(answers).allMatch(CompletableFuture::isDone);
            assertThat(answers.get(99)).isCompletedWithValue("R99");
            assertThat(network.timer().nanoTime()).isPositive();
        });
    }

    private static String drained(SimulatedNetwork network, RawPeer peer) {
        StringBuilder all = new StringBuilder();
        for (ByteString bytes = peer.read(); !bytes.isEmpty(); bytes = peer.read()) {
            all.append(bytes.utf8String());
            network.run();
        }
        return all.toString();
    }

    private static List<ByteString> reads(RawPeer peer) {
        List<ByteString> reads = new ArrayList<>();
        for (ByteString bytes = peer.read(); !bytes.isEmpty(); bytes = peer.read()) {
            reads.add(bytes);
        }
        return reads;
    }

    private static String text(List<ByteString> reads) {
        return reads.stream().map(ByteString::utf8String).reduce("", String::concat);
    }
}
