package io.tapio.line;

import static io.tapio.line.Wire.exchange;
import static io.tapio.line.Wire.failure;
import static io.tapio.line.Wire.get;
import static io.tapio.line.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class KeepingAliveLineTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final TestConnection connection = new TestConnection();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aPingIsAnsweredWithoutTheService() {
        HeldService<String, String> held = new HeldService<>();
        var probe = FlowProbe.of(Line.keepingAliveServer().serve(connection, held), KIT.system());

        assertThat(exchange(probe, "a\nPING\nPING\n")).isEqualTo("PONG\nPONG\n");

        held.call(0).answer().complete("A");
        assertThat(text(probe)).isEqualTo("A\n");
        assertThat(held.requests()).containsExactly("a");
    }

    @Test
    void aReplyThatWouldBeTakenForAPongIsAnError() {
        var probe = FlowProbe.of(
                Line.keepingAliveServer().serve(connection, Service.of(line -> line.toUpperCase())), KIT.system());

        assertThat(exchange(probe, "pong\nping\nhello\n"))
                .isEqualTo("error: the reply is a ping or pong\n".repeat(2) + "HELLO\n");
    }

    @Test
    void aRequestThatWouldBeTakenForAPingFailsItsCall() {
        var probe = FlowProbe.of(Line.keepingAliveClient().open(connection), KIT.system());
        Session<String, String> session = get(probe.value());

        assertThat(failure(session.call(Context.root(), "PING")).where()).isEqualTo(Where.WRITE);

        var answer = session.call(Context.root(), "ping").toCompletableFuture();
        exchange(probe, "PONG\nPING\nok\n");
        assertThat(answer).isCompletedWithValue("ok");
    }

    @Test
    void aServerThatDoesNotAnswerAPingIsGone() {
        var probe = FlowProbe.of(Line.keepingAliveClient().open(connection), KIT.system());
        var lost = get(probe.value()).call(Context.root(), "hello");
        assertThat(text(probe)).isEqualTo("hello\n");
        connection.timer().advance(Duration.ofSeconds(5));
        assertThat(text(probe)).isEqualTo("PING\n");

        connection.timer().advance(Duration.ofSeconds(4));

        assertThat(failure(lost)).hasMessageContaining("tapio.keepalive.pong-timeout");
    }

    @Test
    void aClientAndAServerStayAliveThroughALongSilence() {
        Seed.run(random -> {
            Session<String, String> session = get(new Wire(connection, KIT.system())
                    .join(Line.keepingAliveClient(), Line.keepingAliveServer(), Service.of(line -> line), random));
            for (int minute = 0; minute < 10; minute++) {
                assertThat(get(session.call(Context.root(), "minute " + minute)))
                        .isEqualTo("minute " + minute);
                connection.timer().advance(Duration.ofMillis(random.nextInt(5000)));
            }
            assertThat(session.status()).isEqualTo(Session.Status.OPEN);
        });
    }
}
