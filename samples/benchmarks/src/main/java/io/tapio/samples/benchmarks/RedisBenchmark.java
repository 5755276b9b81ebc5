package io.tapio.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs redis-benchmark, which comes with Redis, and the package redis-tools.
 *
 * @param prefix what its command line begins with
 * @param options what it ends with
 */
record RedisBenchmark(Point point, List<String> prefix, List<String> options) implements Load {
    RedisBenchmark(Point point, List<String> prefix) {
        this(point, prefix, List.of());
    }

    /** Behind TLS, whoever the server is. */
    static RedisBenchmark tls(Point point) {
        return new RedisBenchmark(point, List.of(), List.of("--tls", "--insecure"));
    }

    @Override
    public String title() {
        return point.title();
    }

    @Override
    public Timing drive(int port, long requests) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("redis-benchmark", "--csv", "--precision", "3", "-h", "127.0.0.1"));
        command.addAll(List.of("-p", Integer.toString(port)));
        command.addAll(List.of("-t", point.test(), "-n", Long.toString(requests)));
        command.addAll(List.of("-c", Integer.toString(point.connections())));
        command.addAll(List.of("-P", Integer.toString(point.pipeline())));
        command.addAll(List.of("-k", point.reconnecting() ? "0" : "1"));
        command.addAll(options);
        return timing(Shell.run(command));
    }

    /** The last line: "test","rps","avg","min","p50","p95","p99","max". */
    private static Timing timing(String csv) {
        String[] fields = csv.strip()
                .substring(csv.strip().lastIndexOf('\n') + 1)
                .replace("\"", "")
                .split(",", -1);
        return new Timing(Double.parseDouble(fields[1]), Double.parseDouble(fields[4]), Double.parseDouble(fields[6]));
    }
}
