package io.tapio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.dispatch.OnFailure;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.protocol.Decoder;
import io.tapio.service.Service;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import io.tapio.time.Clock;
import io.tapio.time.Pace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SlowFrameTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final CodecSettings SETTINGS =
            new CodecSettings(1 << 20, 1 << 16, 3, Optional.of(new Pace(Duration.ofSeconds(10), 500)));

    private final TestConnection connection = new TestConnection();
    private final HeldService<String, String> held = new HeldService<>();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aByteNowAndThenDoesNotKeepAFrameAlive() {
        var probe = lines().request(9).send(bytes("ab"));
        pass(probe, 8);
        probe.send(bytes("c"));
        pass(probe, 1);
        assertThat(probe.isOpen()).isTrue();

        pass(probe, 2);

        Failure failure = (Failure) probe.awaitFailed();
        assertThat(failure)
                .hasMessageContainingAll(
                        "1 bytes more", "10000 ms", "tapio.codec.frame-timeout", "500 bytes", "frame-min-rate");
        assertThat(failure.detail()).containsEntry("close.reason", "frame_timeout");
        probe.awaitCancelled();
    }

    @Test
    void aLargeFrameMayTakeAsLongAsItKeepsItsPace() {
        var probe = lines().request(1);
        for (int second = 0; second < 120; second++) {
            probe.send(bytes("x".repeat(500)));
            pass(probe, 1);
        }

        probe.send(bytes("\n"));

        assertThat(probe.next()).hasSize(120 * 500);
    }

    @Test
    void eachFrameHasItsOwnTime() {
        var probe = lines();
        for (int frame = 0; frame < 10; frame++) {
            probe.request(1).send(bytes("a"));
            pass(probe, 9);
            assertThat(probe.send(bytes("b\nc\nd")).next(2)).containsExactly(frame == 0 ? "ab" : "dab", "c");
        }
    }

    @Test
    void silenceBetweenFramesIsNoFault() {
        var probe = lines().request(9).send(bytes("a"), bytes("b\n"));
        pass(probe, 3600);

        assertThat(probe.send(bytes("c\n")).next(2)).containsExactly("ab", "c");
    }

    @Test
    void timeInWhichThisSideReadsNothingDoesNotCount() {
        var probe = serve(1, held).request(9).send(bytes("a\nb"));
        pass(probe, 3600);

        held.call(0).answer().complete("A");
        pass(probe, 9);
        probe.send(bytes("\n")).settle();

        assertThat(held.call(1).request()).isEqualTo("b");
    }

    @Test
    void aFrameThatTheDecoderHasTakenIntoItselfIsInTimeOrNotLikeAnyOther() {
        var probe = probe(new Codec<String, String>(Swallowing::new, () -> (frame, out) -> {}).decoding(SETTINGS))
                .request(9)
                .send(bytes("abc"));

        pass(probe, 11);

        assertThat(probe.awaitFailed()).hasMessageContaining("tapio.codec.frame-timeout");
    }

    @Test
    void callsBeforeAFrameThatIsLateAreAnswered() {
        var probe = serve(4, held).request(9).send(bytes("a\nb"));
        pass(probe, 11);
        assertThat(probe.isOpen()).isTrue();

        held.call(0).answer().complete("A");

        assertThat(probe.next()).isEqualTo(bytes("A\n"));
        assertThat(((Failure) probe.awaitFailed()).where()).isEqualTo(Where.DECODE);
        assertThat(connection.timer().scheduled()).isZero();
    }

    @Test
    void aServerThatIsLateWithTheRestOfAReplyFailsTheCall() {
        var probe = probe(Pipeline.<String, String>client(Framing.lines(20))
                .withSettings(new PipelineSettings(4, 4, 4, 4, 4, SETTINGS, failure -> OnFailure.ANSWER))
                .open(connection));
        var session = probe.value().toCompletableFuture().join();
        var call = session.call(Context.root(), "a").toCompletableFuture();
        probe.request(9).send(bytes("half"));

        pass(probe, 11);
        probe.settle();

        Failure failure = Failure.of(call.handle((value, thrown) -> thrown).join());
        assertThat(failure.detail()).containsEntry("close.reason", "frame_timeout");
    }

    @Test
    void anEndedStreamHasNoDeadline() {
        var probe =
                serve(4, Service.of(line -> line)).request(9).send(bytes("a")).complete();

        assertThat(probe.next()).isEqualTo(bytes("a\n"));
        probe.awaitCompleted();
        assertThat(connection.timer().scheduled()).isZero();
    }

    private FlowProbe<ByteString, String, ?> lines() {
        return probe(Framing.lines(1 << 20).decoding(SETTINGS));
    }

    private FlowProbe<ByteString, ByteString, ?> serve(int inFlight, Service<String, String> service) {
        return probe(Pipeline.server(Framing.lines(20), failure -> "error")
                .withSettings(new PipelineSettings(inFlight, 4, 4, 4, 4, SETTINGS, failure -> OnFailure.ANSWER))
                .serve(connection, service));
    }

    private <O, M> FlowProbe<ByteString, O, M> probe(Flow<ByteString, O, M> flow) {
        return FlowProbe.of(flow.withAttributes(Attributes.none().and(new Clock(connection.timer()))), KIT.system());
    }

    private void pass(FlowProbe<?, ?, ?> probe, long seconds) {
        probe.settle();
        connection.timer().advance(Duration.ofSeconds(seconds));
        probe.settle();
    }

    private static ByteString bytes(String text) {
        return ByteString.fromString(text);
    }

    /** Leaves nothing in the buffer. */
    private static final class Swallowing implements Decoder<String> {
        private final StringBuilder frame = new StringBuilder();

        @Override
        public String decode(ByteBuffer in) {
            while (in.hasRemaining()) {
                frame.append((char) in.get());
            }
            return null;
        }

        @Override
        public boolean isInFrame() {
            return !frame.isEmpty();
        }
    }
}
