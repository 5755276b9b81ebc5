package io.tapio.samples.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One fault, on servers of its own: what it needs, and what was found. */
@SuppressWarnings("try") // closing may be interrupted, which ends the command
final class Trial implements AutoCloseable {
    private static final Duration WARM = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofSeconds(2);

    private final double scale;
    private final long seed;
    private final Consumer<String> tell;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /** @param tell where progress goes */
    Trial(double scale, long seed, Consumer<String> tell) {
        this.scale = scale;
        this.seed = seed;
        this.tell = tell;
    }

    /** So many of {@code full} as there are at this scale, ten at the least. */
    int count(int full) {
        return Math.max(10, (int) Math.round(full * scale));
    }

    Random random() {
        return new Random(seed);
    }

    void tell(String progress) {
        tell.accept(progress);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Closes it when the trial ends, the last one first. */
    <C extends AutoCloseable> C keep(C closeable) {
        open.add(closeable);
        return closeable;
    }

    Server serve(String program, String... options) {
        return keep(Server.start(program, List.of(options)));
    }

    /** A canary that has sung for a while, and what it took before anything was done. */
    Canary canary(Server server) throws InterruptedException {
        Canary canary = keep(Canary.start(server.port()));
        Thread.sleep(WARM.toMillis());
        canary.calm();
        Thread.sleep(CALM.toMillis());
        canary.calm();
        return canary;
    }

    void atMost(String what, double figure, double limit, String unit) {
        holds(what + " ≤ " + number(limit) + unit, figure <= limit, number(figure) + unit);
    }

    void none(String what, long figure) {
        holds("no " + what, figure == 0, Long.toString(figure));
    }

    void holds(String promise, boolean held, String figure) {
        findings.add(new Finding(promise, figure, held));
        tell((held ? "held: " : "NOT HELD: ") + promise + ": " + figure);
    }

    /** Whether what the servers told was told seldom, and without stacks. */
    void judgeLogs() {
        for (AutoCloseable each : open) {
            if (each instanceof Server server) {
                ServerLog log = server.log();
                holds(
                        "nothing is logged twice in a minute, and no stack",
                        log.repeats() == 0 && log.stackLines() == 0,
                        log.size() + " lines (" + log.ofTheWatchdog() + " of the watchdog), " + log.repeats()
                                + " repeated, " + log.stackLines() + " of stacks");
                if (log.size() > 0) {
                    tell("the server's log:\n" + log);
                }
            }
        }
    }

    /** Seconds until something is so, or the limit and a half if it does not come to be. */
    static double secondsUntil(BooleanSupplier so, double limit) throws InterruptedException {
        long begin = System.nanoTime();
        while (!so.getAsBoolean() && seconds(begin) < 1.5 * limit) {
            Thread.sleep(20);
        }
        return seconds(begin);
    }

    static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    static String number(double number) {
        return number == Math.rint(number)
                ? Long.toString((long) number)
                : String.format(Locale.ROOT, number < 10 ? "%.2f" : "%.1f", number);
    }

    @Override
    public void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        open.clear();
    }
}
