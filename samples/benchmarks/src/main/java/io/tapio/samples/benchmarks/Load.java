package io.tapio.samples.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs redis-benchmark, which comes with Redis, and the package redis-tools. */
final class Load {
    private static final int FIRST_GUESS = 20_000;

    /** Runs before the first that counts. */
    private static final int WARM_UP = 4;

    private final Setup setup;

    Load(Setup setup) {
        this.setup = setup;
    }

    /** The number of requests that keeps the fastest of the servers busy for one run; leaves all of them warm. */
    long warmUp(Point point, List<ServerProcess> servers) {
        double fastest = 0;
        for (ServerProcess server : servers) {
            long guess = FIRST_GUESS;
            for (int round = 0; round < WARM_UP; round++) {
                double throughput = run(point, server, guess).throughput();
                guess = requests(throughput);
                fastest = Math.max(fastest, throughput);
            }
        }
        return requests(fastest);
    }

    private long requests(double throughput) {
        return Math.max(FIRST_GUESS, (long) (throughput * setup.run().toMillis() / 1000));
    }

    Sample run(Point point, ServerProcess server, long requests) {
        List<String> command = new ArrayList<>(setup.loadPrefix());
        command.addAll(List.of("redis-benchmark", "--csv", "--precision", "3", "-h", "127.0.0.1"));
        command.addAll(List.of("-p", Integer.toString(server.port())));
        command.addAll(List.of("-t", point.test(), "-n", Long.toString(requests)));
        command.addAll(List.of("-c", Integer.toString(point.connections())));
        command.addAll(List.of("-P", Integer.toString(point.pipeline())));
        command.addAll(List.of("-k", point.reconnecting() ? "0" : "1"));
        Duration before = server.cpu();
        String printed = Shell.run(command);
        Duration cpu = server.cpu().minus(before);
        return sample(printed, cpu.toNanos() / 1000.0 / requests);
    }

    /** The last line: "test","rps","avg","min","p50","p95","p99","max". */
    private static Sample sample(String csv, double cpu) {
        String[] fields = csv.strip()
                .substring(csv.strip().lastIndexOf('\n') + 1)
                .replace("\"", "")
                .split(",", -1);
        return new Sample(
                Double.parseDouble(fields[1]), Double.parseDouble(fields[4]), Double.parseDouble(fields[6]), cpu);
    }
}
