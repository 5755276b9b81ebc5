package io.tapio.samples.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * Peers that close their half and never the other: some with an answer still to come that never does, some behind an
 * answered request.
 */
record HalfClose() implements Fault {
    private static final int FULL = 5_000;
    private static final double DEADLINE = 10;

    @Override
    public String name() {
        return "half-close";
    }

    @Override
    public String title(Trial trial) {
        return trial.count(FULL) + " half-closed connections, half of them with a reply that never comes";
    }

    @Override
    public void run(Trial trial) throws Exception {
        // What closes its half upstream is not answered with a close there: its peer is as silent as can be.
        Upstream upstream = trial.keep(Upstream.start(Upstream::ping, false));
        List<String> options = new ArrayList<>(upstream.options());
        Server proxy = trial.serve("proxy", options.toArray(String[]::new));
        Canary canary = trial.canary(proxy);
        int files = proxy.files();
        int half = trial.count(FULL) / 2;
        Peers pending = trial.keep(Peers.connect(half, proxy.port()));
        pending.send("slow\r\n");
        Peers answered = trial.keep(Peers.connect(half, proxy.port()));
        answered.send("PING\r\n");
        Thread.sleep(1_000);
        int held = proxy.files() - files;
        trial.holds("all are open before", held >= 2 * half, held + " files");
        pending.halfClose();
        answered.halfClose();
        double limit = DEADLINE + 5;
        trial.atMost("all files are back after", Reset.secondsUntilBack(proxy, files, limit), limit, " s");
        int ended = pending.ended() + answered.ended();
        trial.holds("all peers are told", ended == 2 * half, ended + " of " + 2 * half);
        canary.report(trial);
    }
}
