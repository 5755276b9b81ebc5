package io.tapio.samples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.Running;
import io.tapio.testkit.random.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EchoProgramTest {
    @Test
    void bytesComeBackWithoutWaitingForMore() throws Exception {
        try (Running echo = Running.of(new EchoProgram()::start);
                Socket socket = echo.connect()) {
            for (int next : new int[] {0, '\n', 255}) {
                socket.getOutputStream().write(next);

                assertThat(socket.getInputStream().read()).isEqualTo(next);
            }
        }
    }

    @Test
    void whatWasSentBeforeTheEndComesBackWhole() throws Exception {
        byte[] bytes = new byte[5_000_000];
        Seed.run(random -> random.nextBytes(bytes));
        try (Running echo = Running.of(new EchoProgram()::start);
                Socket socket = echo.connect()) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    socket.getOutputStream().write(bytes);
                    socket.shutdownOutput();
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });

            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(bytes);
            sent.join();
        }
    }
}
