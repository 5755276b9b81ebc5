package io.tapio.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Measures some servers, the last of which is the one that the others are compared with. */
final class Comparison {
    private final Setup setup;
    private final List<Contender> contenders;
    private final Load load;
    private final Consumer<String> progress;

    Comparison(Setup setup, List<Contender> contenders, Consumer<String> progress) {
        this.setup = setup;
        this.contenders = contenders;
        this.load = new Load(setup);
        this.progress = progress;
    }

    Contender reference() {
        return contenders.get(contenders.size() - 1);
    }

    /**
     * Measures all servers at all points; each point finds the servers as the one before has left them: warm. Each run
     * opens its own connections, so how they are opened is warmed first: else the compiler would be measured with them.
     */
    List<Figures> underLoad(List<Point> points) {
        List<ServerProcess> servers = start();
        try {
            load.warmUp(Point.reconnecting(50), servers);
            List<Figures> all = new ArrayList<>();
            for (Point point : points) {
                all.addAll(atPoint(point, point.title(), servers));
            }
            return all;
        } finally {
            servers.forEach(ServerProcess::close);
        }
    }

    private List<Figures> atPoint(Point point, String title, List<ServerProcess> servers) {
        long requests = load.warmUp(point, servers);
        List<List<Sample>> samples = new ArrayList<>();
        servers.forEach(server -> samples.add(new ArrayList<>()));
        for (int pair = 0; pair < setup.pairs(); pair++) {
            for (int i = 0; i < servers.size(); i++) {
                samples.get(i).add(load.run(point, servers.get(i), requests));
            }
        }
        List<Sample> peers = samples.get(samples.size() - 1);
        List<Figures> figures = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            figures.add(new Figures(title, contenders.get(i), samples.get(i), peers));
            progress.accept(Table.line(figures.get(i), reference()));
        }
        return figures;
    }

    /** A few busy connections, alone and beside many idle ones; tells what each of these holds of the heap. */
    List<Figures> besideIdle(Point point, int idle) {
        List<ServerProcess> servers = start();
        List<Child> connections = new ArrayList<>();
        try {
            List<Figures> all = new ArrayList<>(atPoint(point, point.title(), servers));
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
            all.addAll(atPoint(point, point.title() + " beside " + idle + " idle", servers));
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
