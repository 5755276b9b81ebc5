package io.tapio.descriptors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server in a fresh JVM that may open 300 files, and peers that take them all. */
@Timeout(60)
class FewDescriptorsTest {
    private static final Path SHELL = Path.of("/bin/sh");
    private static final int FILES = 300;

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final List<Socket> peers = new ArrayList<>();
    private Process process;
    private BufferedReader answers;
    private Thread logReader;
    private int port;

    @BeforeEach
    void needAShell() {
        assumeTrue(Files.isExecutable(SHELL), "there is no " + SHELL + " to set a limit of files with");
    }

    @AfterEach
    void end() throws Exception {
        for (Socket peer : peers) {
            peer.close();
        }
        if (process != null) {
            process.destroyForcibly().waitFor();
            logReader.join();
        }
    }

    @Test
    void whatThePeersTakeLeavesTheReserveAndTheRestWaits() throws Exception {
        long begin = System.nanoTime();
        start();
        connect(400);
        await(counts -> counts.contains("DESCRIPTOR_RESERVE"));
        int served = Integer.parseInt(ask("counts").split(" ")[0]);
        assertThat(served).isBetween(20, FILES - 100);

        for (Socket peer : peers.subList(0, served)) {
            assertThat(echo(peer)).isTrue();
        }
        assertThatThrownBy(() -> echo(peers.get(served), 300)).isInstanceOf(SocketTimeoutException.class);
        assertThat(echo(peers.get(0))).isTrue();

        for (Socket peer : peers.subList(0, served)) {
            peer.close();
        }
        for (Socket peer : peers.subList(served, peers.size())) {
            assertThat(peer == peers.get(served) ? hear(peer) : echo(peer)).isTrue();
            peer.close();
        }
        assertThat(ask("counts")).startsWith("400 ").doesNotContain("NO_DESCRIPTORS");
        assertThat(log()).contains("of the process's 300 file descriptors (ulimit -n)", "tapio.tcp.fd-reserve");
        assertFewLines(begin);
    }

    /** Cold: no connection was ever accepted or closed before the files were gone. */
    @Test
    void theFirstConnectionWaitsUntilThereIsAFileForIt() throws Exception {
        long begin = System.nanoTime();
        start();
        fill();
        connect(100);
        await(counts -> counts.contains("NO_DESCRIPTORS"));
        assertThatThrownBy(() -> echo(peers.get(0), 300)).isInstanceOf(SocketTimeoutException.class);

        ask("free");
        assertThat(hear(peers.get(0))).isTrue();
        for (Socket peer : peers.subList(1, peers.size())) {
            assertThat(echo(peer)).isTrue();
            peer.close();
        }
        assertThat(log()).contains("cannot accept: Too many open files", "accepts again");
        assertFewLines(begin);
    }

    /**
     * The ways to an end that a connection has are gone for the first time when no class could be loaded from a file.
     */
    @Test
    void openConnectionsAreServedAndEndWhenThereIsNoFileLeft() throws Exception {
        long begin = System.nanoTime();
        start("-Dtapio.tcp.server.half-closed-timeout=300ms", "-Dtapio.tcp.server.first-byte-timeout=2s");
        connect(10);
        for (Socket peer : peers) {
            assertThat(echo(peer)).isTrue();
        }
        connect(2); // which say nothing, and are ended for it
        await(counts -> counts.startsWith("12 12 "));
        fill();

        reset(peers.get(1));
        peers.get(2).close();
        peers.get(3).shutdownOutput();
        assertThat(peers.get(3).getInputStream().read()).isEqualTo(-1);
        reset(peers.get(3));
        assertThat(peers.get(10).getInputStream().read()).isEqualTo(-1);
        await(counts -> counts.startsWith("12 7 "));
        fill();
        connect(1);
        await(counts -> counts.contains("NO_DESCRIPTORS"));
        assertThat(echo(peers.get(0))).isTrue();

        ask("free");
        assertThat(echo(peers.get(12))).isTrue();
        assertFewLines(begin);
    }

    private void start(String... options) throws IOException {
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1", // it is up sooner
                "-cp",
                System.getProperty("java.class.path")));
        java.addAll(List.of(options));
        java.add(ServerProcess.class.getName());
        List<String> command =
                new ArrayList<>(List.of(SHELL.toString(), "-c", "ulimit -n " + FILES + "; exec \"$@\"", "sh"));
        command.addAll(java);
        process = new ProcessBuilder(command).start();
        answers = process.inputReader(UTF_8);
        logReader = new Thread(() -> process.errorReader(UTF_8).lines().forEach(log::add), "log");
        logReader.start();
        port = Integer.parseInt(answers.readLine());
    }

    /** What the server answers; it says nothing when its process has ended. */
    private String ask(String question) throws IOException {
        process.getOutputStream().write((question + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
        String answer = answers.readLine();
        assertThat(answer).as(() -> "the process lives:\n" + log()).isNotNull();
        return answer;
    }

    /** Takes all files that are left; those, too, that the JVM has open for a moment. */
    private void fill() throws IOException {
        while (!ask("fill").equals("filled 0")) {
            // once more
        }
    }

    private void await(Predicate<String> counts) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String answer = ask("counts");
        for (; !counts.test(answer); answer = ask("counts")) {
            assertThat(System.nanoTime() - deadline).as(answer).isNegative();
        }
    }

    private void connect(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket peer = new Socket("127.0.0.1", port);
            peers.add(peer);
        }
    }

    private static boolean echo(Socket peer) throws IOException {
        return echo(peer, 20_000);
    }

    private static boolean echo(Socket peer, int millis) throws IOException {
        peer.getOutputStream().write('x');
        return hear(peer, millis);
    }

    private static boolean hear(Socket peer) throws IOException {
        return hear(peer, 20_000);
    }

    private static boolean hear(Socket peer, int millis) throws IOException {
        peer.setSoTimeout(millis);
        return peer.getInputStream().read() == 'x';
    }

    private static void reset(Socket peer) throws IOException {
        peer.setSoLinger(true, 0);
        peer.close();
    }

    private String log() {
        return String.join("\n", log);
    }

    /** No more than ten lines for each second that has begun. */
    private void assertFewLines(long begin) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin) + 1;
        assertThat(log).as(() -> log()).hasSizeLessThanOrEqualTo((int) (10 * seconds));
        assertThat(process.isAlive()).isTrue();
    }
}
