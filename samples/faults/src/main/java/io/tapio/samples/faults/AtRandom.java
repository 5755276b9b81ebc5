package io.tapio.samples.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Peers that come, do anything, and go in any way. */
record AtRandom() implements Fault {
    private static final int FULL = 10_000;
    private static final int AT_ONCE = 50;

    @Override
    public String name() {
        return "at-random";
    }

    @Override
    public String title(Trial trial) {
        return trial.count(FULL) + " connections that are opened, used and reset at random";
    }

    @Override
    public void run(Trial trial) throws Exception {
        Server server = trial.serve("kv");
        Canary canary = trial.canary(server);
        int files = server.files();
        Random random = trial.random();
        long begin = System.nanoTime();
        List<Peers> open = new ArrayList<>();
        for (int i = 0; i < trial.count(FULL); i++) {
            if (open.size() == AT_ONCE) {
                end(open.remove(random.nextInt(AT_ONCE)), random);
            }
            Peers peer = Peers.connect(1, server.port());
            open.add(peer);
            act(open.get(random.nextInt(open.size())), random);
        }
        for (Peers peer : open) {
            end(peer, random);
        }
        trial.tell("done in " + Trial.number(Trial.seconds(begin)) + " s");
        trial.atMost("all files are back after", Reset.secondsUntilBack(server, files, 15), 15, " s");
        canary.report(trial);
    }

    private static void act(Peers peer, Random random) {
        String[] acts = {
            "PING\r\n",
            "PING\r\nPING\r\nPI",
            "*1\r\n$4\r\nPI",
            "*-7\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            "SET k " + "v".repeat(random.nextInt(10_000)) + "\r\n",
            "GET k\r\n".repeat(random.nextInt(50)),
            "QUIT\r\n"
        };
        try {
            peer.send(acts[random.nextInt(acts.length)]);
        } catch (IOException ended) {
            // by the server, for what it was sent before
        }
    }

    private static void end(Peers peer, Random random) {
        try {
            switch (random.nextInt(4)) {
                case 0 -> peer.close();
                case 1 -> peer.halfClose();
                default -> peer.reset();
            }
            peer.close();
        } catch (IOException thrown) {
            closeAnyway(peer);
        }
    }

    private static void closeAnyway(Peers peer) {
        try {
            peer.close();
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }
}
