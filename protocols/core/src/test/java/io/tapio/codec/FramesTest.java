package io.tapio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.testkit.stream.FlowProbe;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    /** A run that tells how far it was taken. */
    private static final class Run implements Frames<String> {
        private final Queue<String> left;
        private final boolean whole;

        Run(boolean whole, String... frames) {
            this.left = new ArrayDeque<>(List.of(frames));
            this.whole = whole;
        }

        @Override
        public @Nullable String next() {
            return left.poll();
        }

        @Override
        public boolean isWhole() {
            return whole;
        }
    }

    private static final class Failing implements Frames<String> {
        private boolean taken;

        @Override
        public String next() {
            if (taken) {
                throw new IllegalStateException("corrupt");
            }
            taken = true;
            return "good";
        }
    }

    @Test
    void framesAreTakenOneForEachDemand() {
        Run run = new Run(true, "a", "b", "c");
        var probe = FlowProbe.of(Frames.<String>spread(), KIT.system()).send(run);

        assertThat(probe.next(2)).containsExactly("a", "b");
        assertThat(run.left).containsExactly("c");
        assertThat(probe.wantsInput()).isFalse();

        assertThat(probe.next()).isEqualTo("c");
        probe.complete().request(1).awaitCompleted();
    }

    @Test
    void framesBeforeAFaultOfTheirRunAreGiven() {
        var probe = FlowProbe.of(Frames.<String>spread(), KIT.system())
                .send(new Failing())
                .request(9);

        assertThat(probe.taken()).isEqualTo("good");
        assertThat(probe.awaitFailed()).hasMessage("corrupt");
    }

    @Test
    void aWholeRunLeavesInOneChunkForEachWindowOfIt() {
        Run run = new Run(true, "0123", "4567", "89ab", "cdef");
        var probe = FlowProbe.of(writing(8), KIT.system()).send(run);

        assertThat(probe.next()).isEqualTo(ByteString.fromString("01234567"));
        assertThat(probe.next()).isEqualTo(ByteString.fromString("89abcdef"));
    }

    @Test
    void aRunIsTakenNoFurtherThanTheWindowAndOneFrameMore() {
        Run run = new Run(true, "0123", "4567", "89ab", "cdef");
        var probe = FlowProbe.of(writing(6), KIT.system()).send(run);

        assertThat(probe.wantsInput()).isFalse();
        assertThat(run.left).containsExactly("89ab", "cdef");
    }

    private static Flow<Frames<String>, ByteString, ?> writing(int window) {
        return Flow.fromGraph(new EncoderStage<>(() -> (frame, out) -> out.writeAscii(frame), window));
    }
}
