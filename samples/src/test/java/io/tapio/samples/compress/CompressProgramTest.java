package io.tapio.samples.compress;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.tapio.samples.Running;
import io.tapio.tcp.TcpServer;
import io.tapio.testkit.random.Seed;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class CompressProgramTest {
    @Test
    void bodiesAreAnsweredWithTheirGzipInTheirOrder() throws Exception {
        List<byte[]> bodies = new ArrayList<>();
        Seed.run(random -> {
            for (int i = 0; i < 40; i++) {
                // a large one takes longer than the small ones behind it
                byte[] body = new byte[i % 4 == 0 ? 1 << 20 : random.nextInt(1000)];
                random.nextBytes(body);
                bodies.add(body);
            }
        });
        try (Running compress = Running.of(new CompressProgram()::start);
                Socket socket = compress.connect()) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> bodies.forEach(body -> send(socket, body)));

            for (byte[] body : bodies) {
                byte[] gzip = answer(socket);
                assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                        .isEqualTo(body);
            }
            sent.join();
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aLoopServesOthersWhileABodyIsCompressed() throws Exception {
        CompletableFuture<ByteString> never = new CompletableFuture<>();
        try (Running compress = Running.of(
                        "tapio.io.loops = 1",
                        (system, host, port) -> TcpServer.create(system)
                                .bind(
                                        host,
                                        port,
                                        CompressProgram.bodies(ConfigFactory.load()),
                                        Gzip.start(system, (context, body) -> {
                                            if (body.isEmpty()) {
                                                never.join(); // as a body that takes for ever
                                            }
                                            return CompletableFuture.completedFuture(body);
                                        })));
                Socket slow = compress.connect();
                Socket other = compress.connect()) {
            send(slow, new byte[0]);
            send(other, "other".getBytes());

            assertThat(answer(other)).asString().isEqualTo("other");
            never.complete(ByteString.emptyByteString());
            assertThat(answer(slow)).isEmpty();
        }
    }

    @Test
    void aFailedCallIsAnsweredWithoutBytesAndATooLongBodyClosesItsConnection() throws Exception {
        String small = "tapio.samples.compress.max-body-bytes = 10";
        try (Running compress = Running.of(small, new CompressProgram()::start);
                Socket socket = compress.connect()) {
            send(socket, new byte[10]);
            send(socket, new byte[11]);

            assertThat(answer(socket)).hasSizeGreaterThan(10);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        try (Running broken = Running.of((system, host, port) -> TcpServer.create(system)
                        .bind(
                                host,
                                port,
                                CompressProgram.bodies(ConfigFactory.load()),
                                Gzip.start(system, (context, body) -> {
                                    throw new IllegalStateException("out of order");
                                })));
                Socket socket = broken.connect()) {
            send(socket, "a".getBytes());
            send(socket, "b".getBytes());

            assertThat(answer(socket)).isEmpty();
            assertThat(answer(socket)).isEmpty();
        }
    }

    private static void send(Socket socket, byte[] body) {
        try {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(body.length);
            out.write(body);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static byte[] answer(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return in.readNBytes(in.readInt());
    }
}
