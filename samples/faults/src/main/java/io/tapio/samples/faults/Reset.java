package io.tapio.samples.faults;

import java.util.ArrayList;
import java.util.List;

/** Peers that reset their connections, all at once. */
record Reset(String name, State state) implements Fault {
    /** How far a connection is. */
    enum State {
        CONNECTED("after connecting", "kv"),
        MID_REQUEST("in the middle of a request", "kv"),
        REPLY_PENDING("while their replies are not there yet", "proxy"),
        SUSPENDED("while nothing is read from them", "proxy");

        private final String when;
        private final String program;

        State(String when, String program) {
            this.when = when;
            this.program = program;
        }
    }

    private static final int FULL = 5_000;

    @Override
    public String title(Trial trial) {
        return trial.count(FULL) + " resets " + state.when;
    }

    @Override
    public void run(Trial trial) throws Exception {
        List<String> options = new ArrayList<>();
        if (state.program.equals("proxy")) {
            Upstream upstream = trial.keep(Upstream.start(Upstream::ping, state != State.SUSPENDED));
            options.addAll(upstream.options());
        }
        Server server = trial.serve(state.program, options.toArray(String[]::new));
        Canary canary = trial.canary(server);
        int files = server.files();
        Peers peers = trial.keep(Peers.connect(trial.count(FULL), server.port()));
        switch (state) {
            case CONNECTED -> {}
            case MID_REQUEST -> peers.send("*2\r\n$3\r\nGET\r\n$100\r\nhalf of");
            case REPLY_PENDING -> peers.send("slow\r\n");
            case SUSPENDED -> {
                peers.send("slow\r\n");
                trial.tell(peers.fill(2) / peers.channels().size() + " bytes of each were taken");
            }
        }
        Thread.sleep(1_000);
        int held = server.files() - files;
        trial.holds("all are open before", held >= peers.channels().size(), held + " files");
        peers.reset();
        double limit = state == State.SUSPENDED ? 10 : 5; // a probe every 5 s
        trial.atMost("all files are back after", secondsUntilBack(server, files, limit), limit, " s");
        canary.report(trial);
    }

    /** The canary has a few of its own. */
    static double secondsUntilBack(Server server, int files, double limit) throws InterruptedException {
        return Trial.secondsUntil(() -> server.files() <= files + 4, limit);
    }
}
