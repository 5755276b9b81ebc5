package io.tapio.samples.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.line.Line;
import io.tapio.samples.Running;
import io.tapio.tcp.TcpClient;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandshakeProgramTest {
    @Test
    void whoeverHasGreetedIsAnswered() throws Exception {
        try (Running server = Running.of(new HandshakeProgram()::start)) {
            assertThat(server.answerTo("You ready?\nhello\nbye\n")).isEqualTo("Bring it!\nHELLO\nBYE\n");
        }
    }

    @Test
    void whoeverHasNotIsToldSo() throws Exception {
        try (Running server = Running.of(new HandshakeProgram()::start)) {
            assertThat(server.answerTo("hello\nbye\n")).isEqualTo("error: the first line must be: You ready?\n");
        }
    }

    @Test
    void aClientGreetsByItself() throws Exception {
        try (Running server = Running.of(new HandshakeProgram()::start)) {
            var session = TcpClient.create(server.system())
                    .connect("127.0.0.1", server.port(), Line.handshakingClient())
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

            assertThat(session.call(Context.root(), "hello")
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .isEqualTo("HELLO");
        }
    }
}
