package io.tapio.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import io.tapio.service.Session.Status;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.stream.FlowProbe;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LineClientTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final TestConnection connection = new TestConnection();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aCallIsALineAndItsAnswerTheNext() {
        var probe = run(Line.client());
        var answer = call(probe, "hello");

        assertThat(probe.next()).isEqualTo(ByteString.fromString("hello\n"));
        probe.send(ByteString.fromString("wor"), ByteString.fromString("ld\r\n"))
                .settle();

        assertThat(answer).isCompletedWithValue("world");
    }

    @Test
    void anErrorLineIsTextLikeAnyOther() {
        var probe = run(Line.client());
        var answer = call(probe, "hello");
        probe.request(1).send(ByteString.fromString("error: no\n")).settle();

        assertThat(answer).isCompletedWithValue("error: no");
    }

    @Test
    void aRequestOfMoreThanOneLineFailsItsCallAndNoOther() {
        var probe = run(Line.client());
        var good = call(probe, "good");

        var bad = call(probe, "quit\nquit");

        assertThat(failure(bad).where()).isEqualTo(Where.WRITE);
        assertThat(failure(bad).isSafeToRetry()).isTrue();
        assertThat(probe.request(9).arrived()).containsExactly(ByteString.fromString("good\n"));
        probe.send(ByteString.fromString("answer\n")).settle();
        assertThat(good).isCompletedWithValue("answer");
    }

    @Test
    void integersAreSentAndRead() {
        var probe = run(Line.integersClient());
        var answer = call(probe, -21L);

        assertThat(probe.next()).isEqualTo(ByteString.fromString("-21\n"));
        probe.send(ByteString.fromString("-42\n")).settle();

        assertThat(answer).isCompletedWithValue(-42L);
    }

    @Test
    void anErrorLineFailsACallForAnInteger() {
        var probe = run(Line.integersClient());
        var answer = call(probe, 1L);
        probe.request(1).send(ByteString.fromString("error: long overflow\n")).settle();

        assertThat(failure(answer).where()).isEqualTo(Where.SERVICE);
        assertThat(failure(answer)).hasMessage("long overflow");
    }

    @Test
    void aReplyThatIsNoIntegerFailsItsCallAndNoOther() {
        var probe = run(Line.integersClient());
        var first = call(probe, 1L);
        var second = call(probe, 2L);
        probe.request(2).send(ByteString.fromString("idk\n4\n")).settle();

        assertThat(failure(first).where()).isEqualTo(Where.DECODE);
        assertThat(second).isCompletedWithValue(4L);
    }

    @Test
    void whatFailsACallForALineFailsACallForAnIntegerUnwrapped() {
        var probe = run(Line.integersClient());
        var answer = call(probe, 1L);

        probe.complete().request(1).settle();

        assertThat(failure(answer).where()).isEqualTo(Where.CLOSED);
    }

    @Test
    void aSessionOfIntegersHasTheLifeOfItsConnection() {
        var probe = run(Line.integersClient());
        Session<Long, Long> session = session(probe);
        assertThat(session.status()).isEqualTo(Status.OPEN);

        var drained = session.drain(Duration.ofSeconds(1));
        probe.awaitCompleted();
        connection.close(new CloseReason(CloseReason.Kind.DRAINED, "drained"));

        assertThat(drained.toCompletableFuture()).isCompleted();
        assertThat(session.closed().toCompletableFuture()).isCompleted();
    }

    private <T> FlowProbe<ByteString, ByteString, CompletionStage<Session<T, T>>> run(ClientProtocol<T, T> protocol) {
        return FlowProbe.of(protocol.open(connection), KIT.system());
    }

    private static <T> Session<T, T> session(FlowProbe<?, ?, CompletionStage<Session<T, T>>> probe) {
        return probe.value().toCompletableFuture().join();
    }

    private static <T> CompletableFuture<T> call(FlowProbe<?, ?, CompletionStage<Session<T, T>>> probe, T request) {
        return session(probe).call(Context.root(), request).toCompletableFuture();
    }

    private static Failure failure(CompletableFuture<?> answer) {
        return (Failure) answer.handle((value, thrown) -> thrown).join();
    }
}
