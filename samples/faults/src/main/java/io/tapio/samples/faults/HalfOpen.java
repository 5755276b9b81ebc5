package io.tapio.samples.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Peers that stop as if their machine had: their process is stopped by a signal. Their kernel still acknowledges what
 * comes, so it is the server's own deadlines that have to end them.
 */
record HalfOpen() implements Fault {
    private static final int FULL = 5_000;
    private static final double DEADLINE = 10;
    private static final double LINGER = 2;

    @Override
    public String name() {
        return "half-open";
    }

    @Override
    public String title(Trial trial) {
        return trial.count(FULL) + " connections of a process that is stopped (SIGSTOP)";
    }

    @Override
    public void run(Trial trial) throws Exception {
        Server server = trial.serve(
                "hello",
                "-Dtapio.tcp.server.idle-timeout=5s",
                "-Dtapio.tcp.server.write-stalled-timeout=5s",
                "-Dtapio.tcp.server.send-buffer-bytes=16384");
        Canary canary = trial.canary(server);
        int files = server.files();
        int count = trial.count(FULL);
        Process child = new ProcessBuilder(
                        Shell.jdk("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HalfOpen.class.getName(),
                        Integer.toString(server.port()),
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        trial.keep((AutoCloseable) () -> child.destroyForcibly().waitFor());
        if (child.inputReader(StandardCharsets.US_ASCII).readLine() == null) {
            throw new IOException("the peers ended before they were ready");
        }
        Shell.run("kill", "-STOP", Long.toString(child.pid()));
        int held = server.files() - files;
        trial.holds("they are open when it stops", held >= count / 4 * 3, held + " files");
        double limit = DEADLINE + LINGER + 3;
        trial.atMost("all files are back after", Reset.secondsUntilBack(server, files, limit), limit, " s");
        trial.holds("their process is still there", child.isAlive(), child.isAlive() ? "stopped" : "gone");
        canary.report(trial);
    }

    /** The peers: silent, in mid-request, idle behind a reply, and with replies that they do not read. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int port = Integer.parseInt(args[0]);
        int count = Integer.parseInt(args[1]) / 4;
        Peers.connect(count, port);
        Peers.connect(count, port).send("half of");
        Peers.connect(count, port).send("hello\r\n");
        Peers.connect(count, port).fill(1);
        System.out.println("ready");
        Thread.sleep(Long.MAX_VALUE);
    }
}
