package io.tapio.samples.multiplexed;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.Running;
import io.tapio.tcp.TcpClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class MultiplexedLineProgramTest {
    @Test
    void aSlowAnswerHoldsUpNoOtherAndACallerMayLeaveIt() throws Exception {
        try (Running later = Running.of(new MultiplexedLineProgram()::start);
                Socket socket = later.connect()) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));

            socket.getOutputStream().write("1 60000 toast\n2 0 tea\n3 soon\n1~\n4 0 milk\n".getBytes());

            assertThat(List.of(in.readLine(), in.readLine(), in.readLine(), in.readLine()))
                    .containsExactlyInAnyOrder(
                            "2 tea",
                            "3! a request is a number of milliseconds, up to 60000, and a text",
                            "1! the caller has left",
                            "4 milk");
            socket.shutdownOutput();
            assertThat(in.readLine()).isNull(); // at once: the minute is forgotten
        }
    }

    @Test
    void whatIsAskedTogetherIsAnsweredWhenItIsReady() throws Exception {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        try (Running later = Running.of(new MultiplexedLineProgram()::start)) {
            TogetherClient.ask(
                            TcpClient.create(later.system()),
                            later.port(),
                            List.of("400 toast", "0 tea", "200 milk"),
                            answers::add)
                    .toCompletableFuture()
                    .get(20, SECONDS);
        }

        assertThat(answers).containsExactly("tea", "milk", "toast");
    }
}
