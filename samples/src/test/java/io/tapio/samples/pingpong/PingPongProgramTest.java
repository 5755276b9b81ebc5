package io.tapio.samples.pingpong;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.samples.Running;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
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
        String soon = "tapio.keepalive { ping-interval = 50 ms, pong-timeout = 500 ms }";
        try (Running server = Running.of(soon, new PingPongProgram()::start);
                Socket socket = server.connect()) {
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(5), UTF_8)).isEqualTo("PING\n");
            assertThatThrownBy(in::read).as("no end of the conversation").isInstanceOf(SocketException.class);
        }
    }
}
