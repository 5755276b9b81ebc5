package io.tapio.samples.doubler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.Running;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class OwnProtocolTest {
    @Test
    void numbersAreDoubledHoweverTheBytesAreSplit() throws Exception {
        try (Running server = Running.of(OwnProtocol::start);
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();

            for (byte next : "21\n500\n".getBytes()) {
                out.write(next);
                out.flush();
            }

            assertThat(new String(in.readNBytes("42\n1000\n".length()))).isEqualTo("42\n1000\n");
        }
    }

    @Test
    void whatIsNoNumberClosesTheConnectionBehindTheReplies() throws Exception {
        try (Running server = Running.of(OwnProtocol::start)) {
            assertThat(server.answerTo("1\nx\n2\n")).isEqualTo("2\n");
            assertThat(server.answerTo("4\n")).isEqualTo("8\n");
        }
    }
}
