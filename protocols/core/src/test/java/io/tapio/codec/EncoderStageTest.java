package io.tapio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.testkit.stream.FlowProbe;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EncoderStageTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final CodecSettings SETTINGS = new CodecSettings(100, 10, 3, Optional.empty());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    /** Writes its frame digit by digit, and stops when the output is full. */
    private static final class Digits implements Encoder<String> {
        private int written;

        @Override
        public void encode(String frame, Output out) {
            out.writeAscii(frame);
        }

        @Override
        public boolean encodeSome(String frame, Output out) {
            while (written < frame.length() && !out.isFull()) {
                out.writeByte(frame.charAt(written++));
            }
            boolean complete = written == frame.length();
            written = complete ? 0 : written;
            return complete;
        }
    }

    @Test
    void theFramesOfOneRunLeaveInOneChunk() {
        Flow<List<String>, ByteString, NotUsed> flow =
                Flow.<List<String>>create().mapConcat(frames -> frames).via(lines());
        var probe = FlowProbe.of(flow, KIT.system()).request(5);

        probe.send(List.of("a", "b", "c"));

        assertThat(probe.arrived()).containsExactly(bytes("a\nb\nc\n"));
    }

    @Test
    void aRunThatFillsTheWindowIsCutThereAndNowhereElse() {
        Flow<List<String>, ByteString, NotUsed> flow =
                Flow.<List<String>>create().mapConcat(frames -> frames).via(lines());
        var probe = FlowProbe.of(flow, KIT.system()).request(5);

        probe.send(List.of("0123456789", "b", "c"));

        assertThat(probe.arrived()).containsExactly(bytes("0123456789\n"), bytes("b\nc\n"));
    }

    @Test
    void aFrameThatComesLaterLeavesWhenItComes() {
        var probe = FlowProbe.of(lines(), KIT.system()).request(5);

        probe.send("a");
        assertThat(probe.arrived()).containsExactly(bytes("a\n"));

        probe.send("b");
        assertThat(probe.arrived()).containsExactly(bytes("b\n"));
    }

    @Test
    void framesWaitForDemandUpToTheWindowAndOneFrameMore() {
        var probe = FlowProbe.of(lines(), KIT.system());

        probe.send("123456", "789", "abc", "not asked for yet");

        assertThat(probe.wantsInput()).isFalse();
        assertThat(probe.next()).isEqualTo(bytes("123456\n789\n"));
        probe.request(2);
        assertThat(probe.taken()).isEqualTo(bytes("abc\nnot asked for yet\n"));
        assertThat(probe.wantsInput()).isTrue();
    }

    @Test
    void aLongFrameCostsTheWindowAndNotItsLength() {
        var probe = FlowProbe.of(Frames.<String>gathered().via(new EncoderStage<>(Digits::new, 10)), KIT.system());

        probe.send("0123456789".repeat(3) + "end", "!");

        for (int i = 0; i < 3; i++) {
            assertThat(probe.wantsInput()).isFalse();
            assertThat(probe.next()).isEqualTo(bytes("0123456789"));
        }
        assertThat(probe.next()).isEqualTo(bytes("end!"));
    }

    @Test
    void aMappedEncoderYieldsToo() {
        Codec<String, String> digits = new Codec<>(() -> in -> null, Digits::new);
        Codec<String, Integer> mapped = digits.map(read -> read, i -> "0123456789".repeat(i));
        var probe = FlowProbe.of(mapped.encoding(SETTINGS), KIT.system());

        probe.send(3).complete();

        assertThat(probe.next(3)).containsOnly(bytes("0123456789"));
        probe.awaitCompleted();
    }

    @Test
    void everythingIsEmittedBeforeTheEnd() {
        var probe = FlowProbe.of(lines(), KIT.system());

        probe.send("a", "b").complete();

        assertThat(probe.isOpen()).isTrue();
        assertThat(probe.next()).isEqualTo(bytes("a\nb\n"));
        probe.awaitCompleted();
    }

    @Test
    void everythingIsEmittedBeforeAFailure() {
        IOException cause = new IOException("later");
        var probe = FlowProbe.of(lines(), KIT.system());

        probe.send("a", "b").fail(cause);

        assertThat(probe.isOpen()).isTrue();
        assertThat(probe.next()).isEqualTo(bytes("a\nb\n"));
        assertThat(probe.awaitFailed()).isSameAs(cause);
    }

    @Test
    void anEndWithNothingToEmitNeedsNoDemand() {
        FlowProbe.of(lines(), KIT.system()).complete().awaitCompleted();
    }

    @Test
    void framesBeforeOneThatCannotBeWrittenAreEmitted() {
        var probe = FlowProbe.of(lines(), KIT.system());

        probe.send("a", "b", "two\nlines", "c");

        assertThat(probe.next()).isEqualTo(bytes("a\nb\n"));
        Failure failure = (Failure) probe.awaitFailed();
        assertThat(failure.where()).isEqualTo(Where.WRITE);
        assertThat(CloseReason.of(failure).kind()).isEqualTo(CloseReason.Kind.BROKEN_OFF);
        probe.awaitCancelled();
    }

    @Test
    void halfAFrameIsNotEmitted() {
        Encoder<String> failing = (frame, out) -> {
            out.writeAscii(frame);
            if (frame.isBlank()) {
                throw new IllegalStateException("blank");
            }
        };
        var probe = FlowProbe.of(Frames.<String>gathered().via(new EncoderStage<>(() -> failing, 10)), KIT.system());

        probe.send("a", "  ");

        assertThat(probe.next()).isEqualTo(bytes("a"));
        assertThat(probe.awaitFailed()).hasMessageContaining("blank").hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPeerThatWantsNoMoreCancelsTheFrames() {
        FlowProbe.of(lines(), KIT.system()).cancel().awaitCancelled();
    }

    private static Flow<String, ByteString, NotUsed> lines() {
        return Framing.lines(100).encoding(SETTINGS);
    }

    private static ByteString bytes(String text) {
        return ByteString.fromString(text);
    }
}
