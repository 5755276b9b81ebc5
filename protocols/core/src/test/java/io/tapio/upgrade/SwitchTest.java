package io.tapio.upgrade;

import static io.tapio.upgrade.Text.bytes;
import static io.tapio.upgrade.Text.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.codec.Codec;
import io.tapio.codec.CodecSettings;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.stream.FlowProbe;
import io.tapio.testkit.stream.Rechunker;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SwitchTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final CodecSettings SETTINGS = new CodecSettings(100, 1000, 1, Optional.empty());
    private static final Codec<String, String> LINES = Framing.lines(20);
    private static final Flow<ByteString, ByteString, NotUsed> ECHO = Flow.create();
    private static final Flow<ByteString, ByteString, NotUsed> GREETING = ECHO.prepend(Source.single(bytes("<")));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void whatTheFirstHasNotReadIsTheNextsInOrder() {
        var probe = lines(ECHO);

        probe.send(bytes("a\nup\nnot a li"), bytes("ne\nmore"));

        assertThat(text(probe)).isEqualTo("A\nUP\nnot a line\nmore");
    }

    @Test
    void itDoesNotMatterWhereTheBytesAreCut() {
        ByteString all = bytes("a\nb\nup\n1\nup\n2");
        for (int cut = 1; cut < all.size(); cut++) {
            var probe = lines(GREETING);

            probe.send(all.take(cut), all.drop(cut));

            assertThat(text(probe)).as("cut at %d", cut).isEqualTo("A\nB\nUP\n<1\nup\n2");
        }
    }

    @Test
    void itDoesNotMatterHowTheBytesComeAndGo() {
        String after = "0123456789".repeat(5000);
        Seed.run(random -> {
            for (int i = 0; i < 20; i++) {
                var flow = Rechunker.of(new Seed(random.nextLong()))
                        .via(upperLines(GREETING))
                        .via(Rechunker.of(new Seed(random.nextLong())));
                var probe = FlowProbe.of(flow, KIT.system());
                probe.request(Long.MAX_VALUE).send(bytes("a\nup\n" + after)).complete();

                StringBuilder text = new StringBuilder();
                while (text.length() < 6 + after.length()) {
                    text.append(probe.taken().utf8String());
                }
                assertThat(text.toString()).isEqualTo("A\nUP\n<" + after);
                probe.awaitCompleted();
            }
        });
    }

    @Test
    void whatTheFirstHasWrittenLeavesBeforeTheNextBegins() {
        var probe = lines(GREETING).send(bytes("a\nup\nrest"));
        assertThat(probe.arrived()).isEmpty();

        assertThat(probe.next()).isEqualTo(bytes("A\nUP\n"));
        assertThat(probe.arrived()).isEmpty();

        assertThat(probe.next()).isEqualTo(bytes("<"));
        assertThat(probe.next()).isEqualTo(bytes("rest"));
    }

    @Test
    void aChunkOnItsWayToADecoderThatIsStoppedIsTheNexts() {
        SharedKillSwitch stop = KillSwitches.shared("stop");
        var stopping = ECHO.map(chunk -> {
            if (chunk.equals(bytes("2 "))) {
                stop.shutdown(); // is heard before the chunk is, and after that is sent
            }
            return chunk;
        });
        var probe = FlowProbe.of(stopping.via(stoppable(stop)), KIT.system());

        probe.send(bytes("0 "), bytes("1 "), bytes("2 "), bytes("3 "));

        assertThat(text(probe)).isEqualTo("0 1 2 3 ");
    }

    @Test
    void whatComesWhileTheFirstHasStillToWriteIsBehindWhatThatHasNotRead() {
        SharedKillSwitch stop = KillSwitches.shared("stop");
        var probe = FlowProbe.of(stoppable(stop), KIT.system()).send(bytes("a\n1 "), bytes("2 "));
        probe.settle();

        stop.shutdown();
        probe.send(bytes("3 "), bytes("4 "));

        assertThat(probe.arrived()).isEmpty();
        assertThat(text(probe)).isEqualTo("a\n1 2 3 4 ");
    }

    @Test
    void whoeverTakesNoMoreWhenANextIsNamedEndsBoth() {
        AtomicReference<CompletableFuture<NotUsed>> started = new AtomicReference<>();
        var probe = FlowProbe.of(
                Switch.starting(points -> {
                    started.set(points.to(ECHO).toCompletableFuture());
                    return ECHO;
                }),
                KIT.system());

        probe.cancel().awaitCancelled();

        assertThat(started.get()
                        .handle((value, thrown) -> thrown)
                        .orTimeout(9, TimeUnit.SECONDS)
                        .join())
                .isInstanceOf(Failure.class);
    }

    @Test
    void theNextMaterializesWhenItBegins() {
        AtomicReference<CompletionStage<String>> started = new AtomicReference<>();
        var probe = FlowProbe.of(
                upperLines(points -> started.set(points.to(ECHO.mapMaterializedValue(nothing -> "running")))),
                KIT.system());
        text(probe.send(bytes("a\n")));
        assertThat(started.get()).isNull();

        text(probe.send(bytes("up\n")));

        assertThat(started.get()).isCompletedWithValue("running");
    }

    @Test
    void onlyOneMayFollow() {
        AtomicReference<CompletionStage<?>> second = new AtomicReference<>();
        var probe = FlowProbe.of(
                upperLines(points -> {
                    points.to(ECHO);
                    second.set(points.to(GREETING));
                }),
                KIT.system());

        assertThat(text(probe.send(bytes("up\nx")))).isEqualTo("UP\nx");

        assertThat(second.get().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void aNextThatCannotBeginIsToldSo() {
        AtomicReference<Switch> kept = new AtomicReference<>();
        var probe = FlowProbe.of(upperLines(kept::set), KIT.system());
        probe.send(bytes("up\n")).complete().request(9).taken();
        probe.awaitCompleted();

        var late = kept.get().to(ECHO).toCompletableFuture();

        assertThat(late).isCompletedExceptionally();
        assertThat(Failure.of(late.handle((value, thrown) -> thrown).join()).where())
                .isEqualTo(Where.CLOSED);
    }

    @Test
    void aNextThatWasNamedBeforeAFailureIsToldSo() {
        AtomicReference<CompletableFuture<NotUsed>> started = new AtomicReference<>();
        var flow = Switch.starting(points -> {
            started.set(points.to(ECHO).toCompletableFuture());
            return ECHO;
        });

        FlowProbe.of(flow, KIT.system()).fail(new IOException("reset")).awaitFailed();

        assertThat(started.get()
                        .handle((value, thrown) -> thrown)
                        .orTimeout(9, TimeUnit.SECONDS)
                        .join())
                .isInstanceOf(Failure.class);
    }

    @Test
    void theEndOfTheInputGoesToTheOneThatRuns() {
        var first = lines(ECHO).send(bytes("a\nlast")).complete();
        assertThat(text(first)).isEqualTo("A\nLAST\n");
        first.awaitCompleted();

        var next = lines(ECHO).send(bytes("up\nlast")).complete();
        assertThat(text(next)).isEqualTo("UP\nlast");
        next.awaitCompleted();

        var nothingLeft = lines(ECHO).send(bytes("up\n")).complete();
        assertThat(text(nothingLeft)).isEqualTo("UP\n");
        nothingLeft.awaitCompleted();
    }

    @Test
    void aFailureOfTheInputGoesToTheOneThatRuns() {
        IOException reset = new IOException("reset");

        assertThat(lines(ECHO).request(1).fail(reset).awaitFailed()).isSameAs(reset);

        var next = lines(ECHO);
        assertThat(text(next.send(bytes("up\nx")))).isEqualTo("UP\nx");
        assertThat(next.fail(reset).awaitFailed()).isSameAs(reset);
    }

    @Test
    void aFailureOfTheOneThatRunsIsThatOfTheConnection() {
        var first = lines(ECHO)
                .send(bytes("a line that is longer than a line may be"))
                .request(1);
        assertThat(((Failure) first.awaitFailed()).where()).isEqualTo(Where.DECODE);
        first.awaitCancelled();

        IOException broken = new IOException("broken");
        var next = lines(ECHO.map(bytes -> {
            throw broken;
        }));
        assertThat(text(next.send(bytes("up\n")))).isEqualTo("UP\n");
        assertThat(next.send(bytes("x")).awaitFailed()).isSameAs(broken);
        next.awaitCancelled();
    }

    @Test
    void whoeverTakesNoMoreEndsTheOneThatRuns() {
        lines(ECHO).cancel().awaitCancelled();

        var next = lines(ECHO);
        assertThat(text(next.send(bytes("up\n")))).isEqualTo("UP\n");
        next.cancel().awaitCancelled();
    }

    @Test
    void aFirstThatNothingFollowsEndsTheConnection() {
        var probe = FlowProbe.of(upperLines(points -> {}), KIT.system());

        assertThat(probe.send(bytes("up\nunread")).next()).isEqualTo(bytes("UP\n"));

        probe.request(1).awaitCompleted();
        probe.awaitCancelled();
    }

    @Test
    void nothingIsReadThatIsNotAskedFor() {
        var first = FlowProbe.of(Switch.starting(points -> ECHO), KIT.system());
        assertThat(first.wantsInput()).isFalse();
        assertThat(first.request(1).wantsInput()).isTrue();

        var next = lines(ECHO).send(bytes("up\n"));
        assertThat(next.next()).isEqualTo(bytes("UP\n"));
        assertThat(next.wantsInput()).isFalse();
        assertThat(next.request(1).wantsInput()).isTrue();
        next.send(bytes("x"), bytes("y"));
        assertThat(next.taken()).isEqualTo(bytes("x"));
        assertThat(next.arrived()).isEmpty();
    }

    @Test
    void aSwitchWithinTheFirstHandsOnWhatItHas() {
        var flow = Switch.starting(outer -> upperLines(inner -> inner.to(upperLines(last -> outer.to(GREETING)))));
        ByteString all = bytes("a\nup\nb\nup\nrest");
        for (int cut = 1; cut < all.size(); cut++) {
            var probe = FlowProbe.of(flow, KIT.system()).send(all.take(cut), all.drop(cut));

            assertThat(text(probe)).as("cut at %d", cut).isEqualTo("A\nUP\nB\nUP\n<rest");
        }
    }

    /** Echoes lines until it is stopped, and then bytes. */
    private static Flow<ByteString, ByteString, ?> stoppable(SharedKillSwitch stop) {
        return Switch.starting(points -> {
            points.to(ECHO);
            return LINES.decoding(SETTINGS).via(stop.flow()).via(LINES.encoding(SETTINGS));
        });
    }

    private static FlowProbe<ByteString, ByteString, ?> lines(Flow<ByteString, ByteString, NotUsed> next) {
        return FlowProbe.of(upperLines(next), KIT.system());
    }

    private static Flow<ByteString, ByteString, ?> upperLines(Flow<ByteString, ByteString, NotUsed> next) {
        return upperLines((Switch points) -> points.to(next));
    }

    /** Answers lines in capitals, up to the line "up", at which it names what follows. */
    private static Flow<ByteString, ByteString, CompletionStage<NotUsed>> upperLines(Consumer<Switch> atUp) {
        return Switch.starting(points -> LINES.decoding(SETTINGS)
                .map(line -> {
                    if (line.equals("up")) {
                        atUp.accept(points);
                    }
                    return line;
                })
                .takeWhile(line -> !line.equals("up"), true)
                .map(String::toUpperCase)
                .viaMat(LINES.encoding(SETTINGS), Keep.left()));
    }
}
