package io.tapio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.framing.LengthField;
import io.tapio.protocol.Decoder;
import io.tapio.service.Service;
import io.tapio.settings.Bounded;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.stream.FlowProbe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DecoderStageTest {
    private static final CodecSettings SETTINGS_OF_LARGE = new CodecSettings(1 << 20, 16, 3, Optional.empty());
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final CodecSettings SETTINGS = new CodecSettings(16, 16, 3, Optional.empty());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void oneFrameIsEmittedForEachDemand() {
        var probe = run(Framing.lines(10));

        probe.send(bytes("one\ntwo\nthree\n"));

        assertThat(probe.arrived()).isEmpty();
        assertThat(probe.next()).isEqualTo("one");
        assertThat(probe.arrived()).isEmpty();
        assertThat(probe.next(2)).containsExactly("two", "three");
    }

    @Test
    void nothingIsReadWhileFramesWait() {
        var probe = run(Framing.lines(10)).send(bytes("one\ntwo\n"));

        probe.next();
        assertThat(probe.wantsInput()).isFalse();

        probe.next();
        probe.request(1);
        assertThat(probe.wantsInput()).isTrue();
    }

    @Test
    void framesDoNotDependOnTheChunks() {
        List<String> lines = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
        Seed.run(random -> {
            var probe = run(Framing.lines(10));
            ByteString rest = bytes(String.join("\n", lines) + "\n");
            while (!rest.isEmpty()) {
                int size = random.nextInt(Math.min(rest.size(), 40) + 1);
                probe.send(rest.take(size));
                rest = rest.drop(size);
            }

            assertThat(probe.next(lines.size())).isEqualTo(lines);
        });
    }

    @Test
    void whatIsLeftAtTheEndIsDecodedOnDemand() {
        var probe = run(Framing.lines(10)).send(bytes("one\ntwo\nlast")).complete();

        assertThat(probe.next(3)).containsExactly("one", "two", "last");

        probe.request(1).awaitCompleted();
    }

    @Test
    void anInputWithoutBytesCompletes() {
        run(Framing.lines(10)).complete().request(1).awaitCompleted();
    }

    @Test
    void anInputThatEndsInsideAFrameFails() {
        var probe = run(Framing.fixed(4)).send(bytes("123412")).complete();

        assertThat(probe.next()).isEqualTo(bytes("1234"));

        assertThat(failure(probe.request(1)).where()).isEqualTo(Where.CLOSED);
    }

    @Test
    void framesBeforeAFaultAreEmittedFirst() {
        var probe = run(Framing.lines(3)).send(bytes("one\ntwo\nlonger\nend\n"));

        assertThat(probe.next(2)).containsExactly("one", "two");

        assertThat(failure(probe.request(1)).where()).isEqualTo(Where.DECODE);
        probe.awaitCancelled();
    }

    @Test
    void anUnfinishedFrameBeyondTheLimitIsRefusedWhateverTheDecoderAllows() {
        var probe = run(Framing.lengthField(LengthField.ofWidth(1, 200)));

        probe.send(ByteString.fromInts(100), bytes("0123456789"), bytes("0123456789"));

        assertThat(failure(probe.request(1)))
                .hasMessageContainingAll("21 bytes", "16 bytes", "tapio.codec.max-frame-bytes");
    }

    @Test
    void aChunkLargerThanTheLimitIsReadIfItsFramesAreNot() {
        var probe = run(Framing.lines(10)).send(bytes("0123456789\n".repeat(20)));

        assertThat(probe.next(20)).containsOnly("0123456789");
    }

    @Test
    void whateverADecoderThrowsIsAFaultOfTheBytes() {
        Decoder<String> broken = in -> {
            throw new ArithmeticException("not a number");
        };
        var probe = FlowProbe.of(
                Flow.fromGraph(new DecoderStage<>(() -> broken, SETTINGS, Bounded.NOTHING))
                        .via(Frames.spread()),
                KIT.system());

        Failure failure = failure(probe.send(bytes("x")).request(1));

        assertThat(failure.where()).isEqualTo(Where.DECODE);
        assertThat(failure).hasMessageContaining("not a number").hasCauseInstanceOf(ArithmeticException.class);
    }

    @Test
    void aFailureFromUpstreamGoesThrough() {
        IOException reset = new IOException("reset");

        var probe = run(Framing.lines(10)).send(bytes("unfinish")).fail(reset).request(1);

        assertThat(probe.awaitFailed()).isSameAs(reset);
    }

    @Test
    void aDecoderMayGiveClosingFrames() {
        var probe = FlowProbe.of(
                Flow.fromGraph(new DecoderStage<>(Farewell::new, SETTINGS, Bounded.NOTHING))
                        .via(Frames.spread()),
                KIT.system());

        probe.complete();

        assertThat(probe.next()).isEqualTo("bye");
        probe.request(1).awaitCompleted();
    }

    @Test
    void aClosingFrameIsARequestLikeAnyOther() {
        Codec<String, String> farewell =
                new Codec<>(Farewell::new, Framing.lines(20).encoder());
        Codec<String, String> loud = farewell.map(line -> line.toUpperCase(), line -> line);
        var server = Pipeline.server(loud).serve(new TestConnection(), Service.of(line -> "re " + line));
        var probe = FlowProbe.of(server, KIT.system());

        probe.complete();

        assertThat(probe.next()).isEqualTo(bytes("re BYE\n"));
        probe.request(1).awaitCompleted();
    }

    @Test
    void whatWasTakenByReferenceIsNotWrittenOver() {
        int size = 5000;
        Decoder<ByteString> taking = in -> in.remaining() < size ? null : Decoder.take(in, size);
        Seed.run(random -> {
            byte[] sent = new byte[size * 40];
            random.nextBytes(sent);
            List<ByteString> pieces = new ArrayList<>();
            for (int at = 0; at < sent.length; ) {
                int end = Math.min(sent.length, at + 1 + random.nextInt(3 * size));
                pieces.add(ByteString.fromArray(sent, at, end - at));
                at = end;
            }
            var probe = FlowProbe.of(
                    Flow.fromGraph(new DecoderStage<>(() -> taking, SETTINGS_OF_LARGE, Bounded.NOTHING))
                            .via(Frames.spread()),
                    KIT.system());
            List<ByteString> frames =
                    probe.send(pieces.toArray(ByteString[]::new)).next(40);

            ByteString all = frames.stream().reduce(ByteString.emptyByteString(), ByteString::concat);
            assertThat(all.toArray()).isEqualTo(sent);
        });
    }

    @Test
    void aFrameInManyPiecesIsNotCopiedForEach() {
        int size = 1 << 16;
        var probe = FlowProbe.of(
                Flow.fromGraph(new DecoderStage<>(
                                () -> new Copies(size),
                                new CodecSettings(size, 16, 3, Optional.empty()),
                                Bounded.NOTHING))
                        .via(Frames.spread()),
                KIT.system());
        ByteString[] pieces = new ByteString[size / 16];
        Arrays.fill(pieces, ByteString.fromArray(new byte[16]));

        assertThat(probe.send(pieces).next()).isLessThan(4L * size);
    }

    /** One frame of a size: the bytes of all arrays that it came in on its way. */
    private static final class Copies implements Decoder<Long> {
        private final int size;
        private byte[] last = {};
        private long copied;

        Copies(int size) {
            this.size = size;
        }

        @Override
        public Long decode(ByteBuffer in) {
            copied += in.array() == last ? 0 : in.array().length;
            last = in.array();
            return in.remaining() < size ? null : copied;
        }
    }

    private static final class Farewell implements Decoder<String> {
        private boolean said;

        @Override
        public String decode(ByteBuffer in) {
            return null;
        }

        @Override
        public String decodeEof(ByteBuffer in) {
            String frame = said ? null : "bye";
            said = true;
            return frame;
        }
    }

    private static <F> FlowProbe<ByteString, F, NotUsed> run(Codec<F, ?> codec) {
        return FlowProbe.of(codec.decoding(SETTINGS), KIT.system());
    }

    private static Failure failure(FlowProbe<?, ?, ?> probe) {
        return (Failure) probe.awaitFailed();
    }

    private static ByteString bytes(String text) {
        return ByteString.fromString(text);
    }
}
