package io.tapio.samples.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a server tells its operator, line by line, with the time at which it came. */
final class ServerLog {
    /** An operator's doing, and no peer's. */
    private static final String RELOADED = "the files of tapio.tls.server have changed";

    /**
     * What the watchdog tells of a loop that was held, by whatever else the machine does; once a minute for each loop.
     */
    private static final String WATCHDOG = "tapio.io.watchdog-limit";

    private record Line(long at, String text) {}

    private final List<Line> lines = new CopyOnWriteArrayList<>();

    private ServerLog() {}

    static ServerLog of(BufferedReader reader) {
        ServerLog log = new ServerLog();
        Thread thread = new Thread(() -> log.read(reader), "log");
        thread.setDaemon(true);
        thread.start();
        return log;
    }

    private void read(BufferedReader reader) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isEmpty()) {
                    lines.add(new Line(System.nanoTime(), line));
                }
            }
        } catch (IOException ended) {
            // with the process, when it is killed
        }
    }

    /** What was told; a stack belongs to the line before it. */
    long size() {
        return entries().count();
    }

    long ofTheWatchdog() {
        return entries().filter(line -> line.text.contains(WATCHDOG)).count();
    }

    /** The most lines in a second. */
    int mostInASecond() {
        Map<Long, Integer> counts = new HashMap<>();
        entries().forEach(line -> counts.merge(line.at / 1_000_000_000, 1, Integer::sum));
        return counts.values().stream().max(Integer::compare).orElse(0);
    }

    /** Lines of stacks, but for those with which the watchdog names what held a loop. */
    long stackLines() {
        long count = 0;
        boolean watchdog = false;
        for (Line line : lines) {
            boolean stack = line.text.matches("\\s+at .*|Caused by: .*");
            watchdog = stack ? watchdog : line.text.contains(WATCHDOG);
            count += stack && !watchdog ? 1 : 0;
        }
        return count;
    }

    /** How often the same was told more than once in a minute: the same is what differs in numbers alone. */
    int repeats() {
        Map<String, Long> told = new HashMap<>();
        int repeats = 0;
        for (Line line : entries()
                .filter(each -> !each.text.contains(RELOADED) && !each.text.contains(WATCHDOG))
                .toList()) {
            Long last = told.put(line.text.replaceAll("[0-9]+", "#"), line.at);
            repeats += last != null && line.at - last < 59_000_000_000L ? 1 : 0;
        }
        return repeats;
    }

    private Stream<Line> entries() {
        return lines.stream().filter(line -> !Character.isWhitespace(line.text.charAt(0)));
    }

    @Override
    public String toString() {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    }
}
