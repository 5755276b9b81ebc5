package io.tapio.samples.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.Running;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class SinkProgramTest {
    @Test
    void bytesAreCountedAndTheCountIsToldAtTheEnd() throws Exception {
        try (Running sink = Running.of(new SinkProgram()::start)) {
            assertThat(sink.answerTo("twelve\nbytes")).isEqualTo("12 bytes\n");
            assertThat(sink.answerTo("")).isEqualTo("0 bytes\n");
        }
    }

    @Test
    void moreIsTakenThanAnyBufferHolds() throws Exception {
        try (Running sink = Running.of(new SinkProgram()::start);
                Socket socket = sink.connect()) {
            byte[] chunk = new byte[1 << 20];
            for (int i = 0; i < 50; i++) {
                socket.getOutputStream().write(chunk); // returns: somebody takes them
            }
            socket.shutdownOutput();

            assertThat(new String(socket.getInputStream().readAllBytes())).isEqualTo("52428800 bytes\n");
        }
    }
}
