package io.tapio.samples.streamed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.body.Streamed;
import io.tapio.context.Context;
import io.tapio.line.Line;
import io.tapio.samples.Running;
import io.tapio.tcp.TcpClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedLineProgramTest {
    @Test
    void linesComeBackNumberedWhileTheBodyIsStillComing() throws Exception {
        try (Running server = Running.of(new StreamedLineProgram()::start);
                Socket socket = server.connect()) {
            BufferedReader answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            for (String[] exchange : new String[][] {
                {"poem {\nroses\n", "poem {", "1 roses"}, {"violets\n", "2 violets"}, {"}\nbye\n", "}", "3 characters"}
            }) {
                socket.getOutputStream().write(exchange[0].getBytes(UTF_8));
                for (int i = 1; i < exchange.length; i++) {
                    assertThat(answers.readLine()).isEqualTo(exchange[i]);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "pekko"})
    void aLongBodyGoesThroughBothEndsInItsOrder(String selector) throws Exception {
        int lines = 20_000;
        try (Running server = Running.of("tapio.io.selector = " + selector, new StreamedLineProgram()::start)) {
            var session = TcpClient.create(server.system())
                    .connect("127.0.0.1", server.port(), Line.streamingClient())
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            Body<String> poem = Body.of(() ->
                    IntStream.rangeClosed(1, lines).mapToObj(n -> "line " + n).iterator());
            var answer = session.call(Context.root(), new Streamed<>("poem", poem))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

            long right = answer.body()
                    .source()
                    .zipWithIndex()
                    .filter(line -> line.first().equals((line.second() + 1) + " line " + (line.second() + 1)))
                    .runWith(Sink.fold(0L, (count, line) -> count + 1), server.system())
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(right).isEqualTo(lines);
        }
    }

    @Test
    void aBodyThatIsCutOffHurtsNoOtherConnection() throws Exception {
        try (Running server = Running.of(new StreamedLineProgram()::start);
                Socket healthy = server.connect()) {
            healthy.getOutputStream().write("a {\n1\n".getBytes(UTF_8));
            assertThat(server.answerTo("b {\n1\n").lines().toList()).first().isEqualTo("b {");

            healthy.getOutputStream().write("}\n".getBytes(UTF_8));
            healthy.shutdownOutput();
            assertThat(new String(healthy.getInputStream().readAllBytes(), UTF_8)
                            .lines()
                            .toList())
                    .isEqualTo(List.of("a {", "1 1", "}"));
        }
    }
}
