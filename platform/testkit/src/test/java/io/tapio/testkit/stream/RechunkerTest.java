package io.tapio.testkit.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.testkit.random.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RechunkerTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final List<ByteString> CHUNKS = IntStream.range(0, 200)
            .mapToObj(i -> ByteString.fromString("chunk " + i + "\n"))
            .toList();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void theBytesStayAndTheChunksDoNot() {
        Seed.run(random -> {
            List<ByteString> pieces = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                List<ByteString> cut = cut(new Seed(random.nextLong()));
                assertThat(joined(cut)).isEqualTo(joined(CHUNKS));
                pieces.addAll(cut);
            }

            assertThat(pieces).anyMatch(piece -> piece.size() == 1).anyMatch(piece -> piece.size() > 100);
        });
    }

    @Test
    void theSameSeedGivesTheSamePieces() {
        assertThat(cut(new Seed(42))).isEqualTo(cut(new Seed(42)));
    }

    @Test
    void nothingIsHeldBackForBytesThatMayNotCome() {
        var probe = FlowProbe.of(Rechunker.of(Seed.ofThisRun()), KIT.system());

        probe.send(ByteString.fromString("hello")).request(10);

        assertThat(joined(probe.arrived())).isEqualTo(ByteString.fromString("hello"));
    }

    @Test
    void whatWaitsIsEmittedBeforeTheEnd() {
        var probe = FlowProbe.of(Rechunker.of(Seed.ofThisRun()), KIT.system());

        probe.send(ByteString.fromString("hello")).complete().settle();
        assertThat(probe.isOpen()).isTrue();

        probe.request(10);
        assertThat(joined(probe.arrived())).isEqualTo(ByteString.fromString("hello"));
        probe.awaitCompleted();
    }

    @Test
    void aFailureGoesThroughAtOnce() {
        IOException reset = new IOException("reset");

        assertThat(FlowProbe.of(Rechunker.of(Seed.ofThisRun()), KIT.system())
                        .fail(reset)
                        .awaitFailed())
                .isSameAs(reset);
    }

    private static List<ByteString> cut(Seed seed) {
        var cut = Source.from(CHUNKS).via(Rechunker.of(seed)).runWith(Sink.seq(), KIT.system());
        return new ArrayList<>(
                cut.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join());
    }

    private static ByteString joined(List<ByteString> chunks) {
        return chunks.stream().reduce(ByteString.emptyByteString(), ByteString::concat);
    }
}
