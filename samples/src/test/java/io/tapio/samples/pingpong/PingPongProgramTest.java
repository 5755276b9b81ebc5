package io.tapio.samples.pingpong;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.Running;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class PingPongProgramTest {
    @Test
    void pingsAreAnsweredBelowTheService() throws Exception {
        try (Running server = Running.of(new PingPongProgram()::start)) {
            assertThat(server.answerTo("hello\nPING\nbye\n").lines())
                    .containsExactlyInAnyOrder("hello", "PONG", "bye")
                    .containsSubsequence("hello", "bye");
        }
    }

    @Test
    void aSilentClientIsPingedAndThenCutOff() throws Exception {
        String soon = "tapio.keepalive { ping-interval = 50 ms, pong-timeout = 50 ms }";
        try (Running server = Running.of(soon, new PingPongProgram()::start);
                Socket socket = server.connect()) {
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("PING\n");
        }
    }
}
