package io.tapio.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiplexedLineTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final HeldService<String, String> held = new HeldService<>();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void repliesHaveTheIdsOfTheirRequestsAndComeWhenTheyAreReady() {
        var probe = server();
        assertThat(exchange(probe, "7 slow\n8 fast one\r\n")).isEmpty();

        held.call(1).answer().complete("first");
        assertThat(exchange(probe, "")).isEqualTo("8 first\n");
        held.call(0).answer().complete("second");
        assertThat(exchange(probe, "")).isEqualTo("7 second\n");
        assertThat(held.requests()).containsExactly("slow", "fast one");
    }

    @Test
    void anErrorAndACancelHaveTheIdsOfTheirRequests() {
        var probe = server();
        exchange(probe, "1 a\n2 b\n3 c\n");

        held.call(0).answer().completeExceptionally(new IllegalArgumentException("not\nallowed"));
        assertThat(exchange(probe, "")).isEqualTo("1! not allowed\n");
        held.call(2).answer().complete("two\nlines");
        assertThat(exchange(probe, "")).isEqualTo("3! the reply has more than one line\n");
        assertThat(exchange(probe, "2~\n")).isEqualTo("2! the caller has left\n");
        assertThat(held.call(1).context().cancellation().isCancelled()).isTrue();
    }

    @Test
    void aMessageWithAStarIsNotAnswered() {
        var probe = server();
        exchange(probe, "* note\n5 a\n");
        held.call(0).answer().complete("unheard");
        held.call(1).answer().complete("heard");

        assertThat(exchange(probe, "")).isEqualTo("5 heard\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "x 1", "-1 a", " 1 a", "1234567890 a", "~", "a~", "", "１ a"})
    void aLineWithoutAnIdClosesTheConnection(String line) {
        var probe = server().request(9).send(ByteString.fromString(line + "\n"));

        assertThat(((Failure) probe.awaitFailed()).where()).isEqualTo(Where.DECODE);
        assertThat(held.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "7! a", "7a b", "7\ta"})
    void aLineThatGoesWrongBehindItsIdIsAnsweredAndTheConnectionGoesOn(String line) {
        var probe = server();

        assertThat(exchange(probe, line + "\n8 b\n")).startsWith("7! a line goes on with a blank behind its id");

        held.call(0).answer().complete("B");
        assertThat(exchange(probe, "")).isEqualTo("8 B\n");
        assertThat(held.requests()).containsExactly("b");
    }

    @Test
    void aClientKnowsItsAnswersByTheirIds() {
        FlowProbe<ByteString, ByteString, CompletionStage<Session<String, String>>> probe =
                FlowProbe.of(Line.multiplexedClient().open(new TestConnection()), KIT.system());
        Session<String, String> session = probe.value().toCompletableFuture().join();
        CancellationSource leaving = new CancellationSource();
        var a = session.call(Context.root(), "a").toCompletableFuture();
        var b = session.call(Context.root(), "b").toCompletableFuture();
        var c = session.call(Context.root().withCancellation(leaving), "c").toCompletableFuture();
        assertThat(text(probe.request(9))).isEqualTo("0 a\n1 b\n2 c\n");

        leaving.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "left"));
        assertThat(text(probe)).isEqualTo("2~\n");
        probe.send(ByteString.fromString("1 B! or not\n* news\n0! no such thing\n2! left\n"))
                .settle();

        assertThat(b).isCompletedWithValue("B! or not");
        assertThat(a).isCompletedExceptionally();
        assertThat(Failure.of(a.handle((value, thrown) -> thrown).join())).hasMessage("no such thing");
        assertThat(c).isCompletedExceptionally();
        assertThat(session.status()).isEqualTo(Session.Status.OPEN);
    }

    private FlowProbe<ByteString, ByteString, NotUsed> server() {
        return FlowProbe.of(Line.multiplexedServer().serve(new TestConnection(), held), KIT.system());
    }

    private static String exchange(FlowProbe<ByteString, ByteString, NotUsed> probe, String lines) {
        if (!lines.isEmpty()) {
            probe.send(ByteString.fromString(lines));
        }
        return text(probe.request(9));
    }

    private static String text(FlowProbe<ByteString, ByteString, ?> probe) {
        return probe.arrived().stream().map(ByteString::utf8String).reduce("", String::concat);
    }
}
