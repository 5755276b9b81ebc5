package io.tapio.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Measures some servers, the last of which is the one that the others are compared with. */
final class Comparison {
    /** Runs before the first that counts. */
    private static final int WARM_UP = 4;

    private final Setup setup;
    private final List<? extends Contender> contenders;
    private final Consumer<String> progress;

    Comparison(Setup setup, List<? extends Contender> contenders, Consumer<String> progress) {
        this.setup = setup;
        this.contenders = contenders;
        this.progress = progress;
    }

    Contender reference() {
        return contenders.get(contenders.size() - 1);
    }

    /**
     * Measures all servers under all loads; each finds the servers as the one before has left them: warm.
     *
     * @param opening warms how connections are opened, since each run opens its own: else the compiler would be
     *     measured with them
     */
    List<Figures> under(Load opening, List<? extends Load> loads) {
        List<ServerProcess> servers = start();
        try {
            warmUp(opening, servers);
            List<Figures> all = new ArrayList<>();
            for (Load load : loads) {
                all.addAll(under(load, load.title(), servers));
            }
            return all;
        } finally {
            servers.forEach(ServerProcess::close);
        }
    }

    private List<Figures> under(Load load, String title, List<ServerProcess> servers) {
        long requests = warmUp(load, servers);
        List<List<Sample>> samples = new ArrayList<>();
        servers.forEach(server -> samples.add(new ArrayList<>()));
        for (int pair = 0; pair < setup.pairs(); pair++) {
            for (int i = 0; i < servers.size(); i++) {
                samples.get(i).add(load.run(servers.get(i), requests));
            }
        }
        List<Sample> peers = samples.get(samples.size() - 1);
        List<Figures> figures = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            figures.add(new Figures(title, contenders.get(i), samples.get(i), peers));
            progress.accept(Table.line(figures.get(i)));
        }
        return figures;
    }

    /** The number of requests that keeps the fastest of the servers busy for one run; leaves all of them warm. */
    private long warmUp(Load load, List<ServerProcess> servers) {
        double fastest = 0;
        for (ServerProcess server : servers) {
            long guess = load.least();
            for (int round = 0; round < WARM_UP; round++) {
                double throughput = load.run(server, guess).throughput();
                guess = requests(load, throughput);
                fastest = Math.max(fastest, throughput);
            }
            if (load.warmUp() > 0) {
                load.run(server, load.warmUp());
            }
        }
        return requests(load, fastest);
    }

    private long requests(Load load, double throughput) {
        return Math.max(load.least(), (long) (throughput * setup.run().toMillis() / 1000));
    }

    /** A few busy connections, alone and beside many idle ones; tells what each of these holds of the heap. */
    List<Figures> besideIdle(Load load, int idle) {
        List<ServerProcess> servers = start();
        List<Child> connections = new ArrayList<>();
        try {
            List<Figures> all = new ArrayList<>(under(load, load.title(), servers));
            for (ServerProcess server : servers) {
                long before = server.liveHeapBytes();
                connections.add(Idle.open(server, idle));
                progress.accept(String.format(
                        Locale.ROOT,
                        "%s: %.0f bytes of heap for each of %d idle connections",
                        server.contender().title(),
                        (server.liveHeapBytes() - before) / (double) idle,
                        idle));
            }
            all.addAll(under(load, load.title() + " beside " + idle + " idle", servers));
            return all;
        } finally {
            connections.forEach(Child::close);
            servers.forEach(ServerProcess::close);
        }
    }

    private List<ServerProcess> start() {
        List<ServerProcess> servers = new ArrayList<>();
        contenders.forEach(contender -> servers.add(ServerProcess.start(contender, setup)));
        return servers;
    }
}
