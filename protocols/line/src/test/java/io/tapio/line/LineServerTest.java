package io.tapio.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LineServerTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void linesAreAnsweredWithLines() {
        var probe = run(Line.server(), Service.of(line -> line.equals("hello") ? "world" : "idk"));

        assertThat(exchange(probe, "hello\r\nbye\n\n")).isEqualTo("world\nidk\nidk\n");
    }

    @Test
    void aLineThatTheStreamCutsOffIsNoRequest() {
        var probe = run(Line.server(), Service.of(String::toUpperCase));

        probe.send(ByteString.fromString("a\nDELETE foo")).complete();

        assertThat(received(probe)).isEqualTo("A\n");
        assertThat(probe.awaitFailed()).hasMessageContaining("closed inside a frame, after 10 bytes");
    }

    @Test
    void aFailedCallIsAnsweredAndTheConnectionGoesOn() {
        var probe = run(Line.server(), Service.of(line -> {
            if (line.equals("bad")) {
                throw new IllegalArgumentException("not\nallowed");
            }
            return line;
        }));

        assertThat(exchange(probe, "bad\ngood\n")).isEqualTo("error: not allowed\ngood\n");
    }

    @Test
    void aReplyOfMoreThanOneLineIsAnErrorAndTheConnectionGoesOn() {
        var probe = run(Line.server(), Service.of(line -> line.equals("two") ? "a\nb" : line));

        assertThat(exchange(probe, "two\none\n")).isEqualTo("error: the reply has more than one line\none\n");
    }

    @Test
    void aLineBeyondTheLimitClosesTheConnectionAfterTheReplies() {
        var config =
                ConfigFactory.parseString("tapio.framing.max-line-bytes = 5").withFallback(ConfigFactory.load());
        var probe = run(Line.server(config), Service.of(line -> line));

        assertThat(exchange(probe, "12345\n123456\n")).isEqualTo("12345\n");

        assertThat(((Failure) probe.awaitFailed()).where()).isEqualTo(Where.DECODE);
    }

    @Test
    void integersAreAnsweredWithIntegers() {
        var probe = run(Line.integers(), Service.of(n -> 2 * n));

        assertThat(exchange(probe, "21\n-4\r\n +0 \n")).isEqualTo("42\n-8\n0\n");
    }

    @Test
    void whatIsNotAnIntegerIsAnsweredWithAnErrorLineInItsPlace() {
        var probe = run(Line.integers(), Service.of(n -> Math.multiplyExact(2L, n)));

        assertThat(exchange(probe, "1\nx\n\n2\n" + Long.MAX_VALUE + "\n" + Long.MAX_VALUE + "0\n3\n"))
                .isEqualTo("2\nerror: not an integer: x\nerror: not an integer:\n4\nerror: long overflow\n"
                        + "error: not an integer: 92233720368547758070\n6\n");
    }

    @Test
    void anErrorLineQuotesNoMoreThanAPersonReads() {
        var probe = run(Line.integers(), Service.of(n -> n));

        assertThat(exchange(probe, "x".repeat(10_000) + "\n"))
                .hasSizeLessThan(100)
                .endsWith("…\n");
    }

    private static String exchange(FlowProbe<ByteString, ByteString, NotUsed> probe, String sent) {
        return received(probe.send(ByteString.fromString(sent)));
    }

    private static String received(FlowProbe<ByteString, ByteString, NotUsed> probe) {
        return probe.request(99).arrived().stream()
                .reduce(ByteString.emptyByteString(), ByteString::concat)
                .utf8String();
    }

    @Test
    void aServerThatDrainsTakesNoHalfLineForAWhole() {
        TestConnection connection = new TestConnection();
        HeldService<String, String> held = new HeldService<>();
        var probe = FlowProbe.of(Line.server().serve(connection, held), KIT.system())
                .send(ByteString.fromString("DELETE foo\nDELETE fo"))
                .request(10);
        probe.settle();
        connection.drain();
        probe.settle();
        held.call(0).answer().complete("deleted");

        assertThat(probe.taken().utf8String()).isEqualTo("deleted\n");
        probe.awaitCompleted();
        assertThat(held.requests()).containsExactly("DELETE foo");
    }

    private static <T> FlowProbe<ByteString, ByteString, NotUsed> run(
            ServerProtocol<T, T> protocol, Service<T, T> service) {
        return FlowProbe.of(protocol.serve(new TestConnection(), service), KIT.system());
    }
}
