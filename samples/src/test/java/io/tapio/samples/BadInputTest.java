package io.tapio.samples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.management.UnixOperatingSystemMXBean;
import io.tapio.tcp.ServerBinding;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Bad input to kv on live sockets, beside a healthy connection that goes on undisturbed. */
class BadInputTest {
    private static final int PATIENCE = 20_000;
    private static final long SEED = Long.getLong("tapio.seed", System.nanoTime());

    private static ActorSystem<Void> system;
    private static ServerBinding server;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Socket healthy;

    @BeforeAll
    static void serve() {
        system = ActorSystem.create(Behaviors.empty(), "bad-input");
        server = new KvProgram()
                .start(system, "127.0.0.1", 0)
                .toCompletableFuture()
                .orTimeout(20, SECONDS)
                .join();
    }

    @AfterAll
    static void stop() {
        system.terminate();
    }

    @BeforeEach
    void beginHealthy() throws IOException {
        healthy = connect();
        assertHealthy();
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void endHealthy() throws IOException {
        assertHealthy();
        healthy.close();
        root().detachAppender(log);
        assertThat(log.list)
                .as("logged above debug")
                .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
    }

    @ParameterizedTest
    @CsvSource({
        "*1000000000, invalid multibulk length",
        "*abc, invalid multibulk length",
        "*1|$-2, invalid bulk length",
        "*1|$1073741824, invalid bulk length",
        "*1|$99999999999999999999, invalid bulk length",
        "*1|:1, 'expected ''$'', got '':'''",
        "SET \"a, unbalanced quotes in request",
    })
    void whatIsNoRequestIsAnsweredAsRedisDoesAndEndsItsConnection(String sent, String error) throws IOException {
        try (Socket client = connect()) {
            say(client, sent.replace("|", "\r\n") + "\r\n");

            assertThat(rest(client)).isEqualTo("-ERR Protocol error: " + error + "\r\n");
        }
    }

    @Test
    void requestsBeforeTheFaultAreAnsweredFirst() throws IOException {
        try (Socket client = connect()) {
            say(client, "PING\r\nECHO one\r\n*x\r\nPING\r\n");

            assertThat(rest(client))
                    .isEqualTo("+PONG\r\n$3\r\none\r\n-ERR Protocol error: invalid multibulk length\r\n");
        }
    }

    @Test
    void aLineWithoutAnEndIsRefusedAtItsLimit() throws IOException {
        try (Socket client = connect()) {
            say(client, "x".repeat(70_000));

            assertThat(rest(client)).isEqualTo("-ERR Protocol error: too big inline request\r\n");
        }
    }

    @Test
    void anHttpRequestIsClosedWithoutAnAnswerToItsLines() throws IOException {
        try (Socket client = connect()) {
            say(client, "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nSET stolen 1\r\n");

            assertThat(rest(client)).doesNotContain("+OK");
        }
    }

    @Test
    void binaryNoiseEndsWithAnErrorOrAClose() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[1 + random.nextInt(2000)];
            random.nextBytes(noise);
            try (Socket client = connect()) {
                client.getOutputStream().write(noise);
                client.shutdownOutput();

                assertThat(ended(client)).as("seed %d, round %d", SEED, i).isTrue();
            }
        }
    }

    @Test
    void oneByteAtATimeIsReadAsAWhole() throws IOException {
        try (Socket client = connect()) {
            client.setTcpNoDelay(true);
            for (byte next : "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$5\r\nvalue\r\nGET key\r\n".getBytes(ISO_8859_1)) {
                client.getOutputStream().write(next);
            }
            assertThat(hear(client, "+OK\r\n$5\r\nvalue\r\n".length())).isEqualTo("+OK\r\n$5\r\nvalue\r\n");
        }
    }

    @Test
    void resetsInTheMiddleOfRepliesLeaveNothingBehind() throws IOException {
        setBig("big", 1 << 20);
        long before = openFiles();
        for (int i = 0; i < 100; i++) {
            Socket client = connect();
            say(client, "GET big\r\n".repeat(50));
            hear(client, 100);
            reset(client);
        }
        TestProbe.create(system).awaitAssert(Duration.ofSeconds(15), () -> {
            assertThat(openFiles()).isLessThanOrEqualTo(before + 5);
            return null;
        });
    }

    @Test
    void clientsThatNeverReadCostTheirWindowsAndNotTheirReplies() throws Exception {
        setBig("kilo", 1 << 14);
        List<Socket> deaf = new ArrayList<>();
        long before = usedHeap();
        for (int i = 0; i < 20; i++) {
            Socket client = connect();
            deaf.add(client);
            CompletableFuture<Void> stuck = CompletableFuture.runAsync(() -> flood(client));
            assertHealthy();
            TestProbe.create(system).awaitAssert(Duration.ofSeconds(15), () -> {
                assertThat(stuck.isDone() || isStuck(client)).isTrue();
                return null;
            });
        }

        assertThat(usedHeap() - before).as("heap for 20 clients").isLessThan(20L << 20);
        assertHealthy();
        for (Socket client : deaf) {
            reset(client);
        }
    }

    /** 100 000 requests for 1.6 GB of replies; blocks when the server stops reading. */
    private static void flood(Socket client) {
        byte[] requests = "GET kilo\r\n".repeat(1000).getBytes(ISO_8859_1);
        try {
            OutputStream out = client.getOutputStream();
            for (int i = 0; i < 100; i++) {
                out.write(requests);
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** True when the server has sent what the socket takes: it has stopped, or soon will. */
    private static boolean isStuck(Socket client) {
        try {
            return client.getInputStream().available() > 1 << 14;
        } catch (IOException closed) {
            return true;
        }
    }

    private void setBig(String key, int bytes) throws IOException {
        say(
                healthy,
                "*3\r\n$3\r\nSET\r\n$" + key.length() + "\r\n" + key + "\r\n$" + bytes + "\r\n" + "v".repeat(bytes)
                        + "\r\n");
        assertThat(hear(healthy, 5)).isEqualTo("+OK\r\n");
    }

    private void assertHealthy() throws IOException {
        say(healthy, "PING\r\n");
        assertThat(hear(healthy, 7)).isEqualTo("+PONG\r\n");
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.localAddress().getPort());
        socket.setSoTimeout(PATIENCE);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static String hear(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), ISO_8859_1);
    }

    /** All that comes until the server closes. */
    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    private static boolean ended(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (java.net.SocketTimeoutException late) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
