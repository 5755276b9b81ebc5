package io.tapio.samples.faults;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * More peers than a server may open files for.
 *
 * @param warm whether it has accepted, served and ended connections before; if not, it loads what that needs from files
 * @param reserve the files that no connection takes; with 1 there is none to spare
 */
record FewFiles(String name, boolean warm, int reserve) implements Fault {
    private static final int FILES = 300;
    private static final int PEERS = 400;
    private static final long SETTLED_MILLIS = 1_000;
    private static final long HELD_MILLIS = 4_000;

    @Override
    public String title(Trial trial) {
        return PEERS + " connections to a server that may open " + FILES + " files"
                + (reserve == 1 ? ", one kept free" : "") + (warm ? "" : ", cold");
    }

    @Override
    public void run(Trial trial) throws Exception {
        Server server = trial.serve("kv", Server.files(FILES), "-Dtapio.tcp.fd-reserve=" + reserve);
        if (warm) {
            warm(server);
        }
        Canary canary = warm ? trial.keep(Canary.standing(server.port())) : null;
        Peers peers = trial.keep(Peers.connect(PEERS, server.port()));
        peers.send("PING\r\n");
        List<Socket> served = served(peers);
        trial.holds(
                "some are served, the others wait",
                !served.isEmpty() && served.size() < FILES,
                served.size() + " served, with " + server.files() + " files open");

        double cpu = server.cpuSeconds();
        long lines = server.log().size();
        Thread.sleep(HELD_MILLIS);
        trial.atMost("of a processor meanwhile", 1e5 * (server.cpuSeconds() - cpu) / HELD_MILLIS, 10, " %");
        trial.atMost(
                "lines logged in a second",
                Math.max(server.log().mostInASecond(), 1e3 * (server.log().size() - lines) / HELD_MILLIS),
                10,
                "");
        Pulse again = new Pulse();
        for (Socket peer : served) {
            ask(peer, again);
        }
        trial.holds("those that were served still are", again.isFine(), again.toString());
        if (canary != null) {
            canary.report(trial);
        }
        long released = System.nanoTime();
        peers.close();
        try (Socket fresh = new Socket("127.0.0.1", server.port())) {
            ask(fresh, new Pulse());
        }
        trial.atMost("full service after the release", Trial.seconds(released), 2, " s");
        trial.holds("the JVM lives", server.isAlive(), server.isAlive() ? "yes" : "no");
    }

    /** Those that have been answered when no more answers come. */
    private static List<Socket> served(Peers peers) throws IOException, InterruptedException {
        List<Socket> served = new ArrayList<>();
        int before;
        do {
            before = served.size();
            Thread.sleep(SETTLED_MILLIS);
            served.addAll(peers.answered());
        } while (served.isEmpty() || served.size() > before);
        return served;
    }

    private static void warm(Server server) throws IOException {
        for (int i = 0; i < 2; i++) {
            try (Peers before = Peers.connect(20, server.port())) {
                for (var channel : before.channels()) {
                    Canary.ask(channel.socket(), new Pulse(), System.nanoTime());
                }
                if (i == 0) {
                    before.reset();
                }
            }
        }
    }

    private static void ask(Socket peer, Pulse pulse) throws IOException {
        peer.setSoTimeout(10_000);
        try {
            Canary.ask(peer, pulse, System.nanoTime());
        } catch (IOException thrown) {
            pulse.failed(thrown);
        }
    }
}
