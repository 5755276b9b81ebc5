package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Makes calls to a {@link BusyServer}, in one of two ways.
 *
 * <p><em>Closed</em>: so many are under way, and the next is made when one is answered. That measures what the server
 * can do, and cannot overload it.
 *
 * <p><em>Open</em>: calls are made at random times that were drawn before, whatever has become of those before, as by
 * many people who know nothing of each other. How long a call took is counted from the time at which it should have
 * been sent, so that a load that is held up hides nothing.
 */
final class LineLoad {
    private static final int CONNECTIONS = 64;

    private final int port;
    private final Duration patience;

    /** @param patience a call that takes longer has been in vain */
    LineLoad(int port, Duration patience) {
        this.port = port;
        this.patience = patience;
    }

    /** Waits until the server has done what it was left with. */
    void settle() throws IOException {
        try (LineCalls calls = new LineCalls(port, 1)) {
            boolean[] answered = {false};
            calls.send(0);
            while (!answered[0]) {
                calls.poll((id, isRefused) -> answered[0] = true);
            }
        }
    }

    Answers closed(int underWay, Duration time) throws IOException {
        try (LineCalls calls = new LineCalls(port, underWay)) {
            long[] sentAt = new long[underWay];
            long start = System.nanoTime();
            long end = start + time.toNanos();
            Tally tally = new Tally();
            for (int id = 0; id < underWay; id++) {
                sentAt[id] = System.nanoTime();
                calls.send(id);
            }
            while (System.nanoTime() < end) {
                calls.poll((id, isRefused) -> {
                    long now = System.nanoTime();
                    tally.answered(now - sentAt[id], isRefused);
                    sentAt[id] = now;
                    calls.send(id);
                });
            }
            return tally.answers(time, tally.answered);
        }
    }

    Answers open(double callsPerSecond, Duration time, RandomGenerator random) throws IOException {
        long[] times = times(callsPerSecond, time.toNanos(), random);
        try (LineCalls calls = new LineCalls(port, CONNECTIONS)) {
            Tally tally = new Tally();
            long start = System.nanoTime();
            long giveUp = time.toNanos() + 2 * patience.toNanos();
            int sent = 0;
            for (long now = 0; tally.answered < times.length && now < giveUp; now = System.nanoTime() - start) {
                for (; sent < times.length && times[sent] <= now; sent++) {
                    calls.send(sent);
                }
                calls.poll((id, isRefused) -> tally.answered(System.nanoTime() - start - times[id], isRefused));
            }
            return tally.answers(time, times.length);
        }
    }

    /** A Poisson process. */
    private static long[] times(double callsPerSecond, long end, RandomGenerator random) {
        long[] times = new long[(int) (3 * callsPerSecond * end / 1e9) + 100];
        int count = 0;
        for (double at = 0; at < end && count < times.length; count++) {
            times[count] = (long) at;
            at += -Math.log(1 - random.nextDouble()) / callsPerSecond * 1e9;
        }
        return Arrays.copyOf(times, count);
    }

    private final class Tally {
        private final Times done = new Times();
        private final Times refused = new Times();
        private int answered;
        private int good;

        void answered(long nanos, boolean isRefused) {
            answered++;
            (isRefused ? refused : done).add(nanos);
            if (!isRefused && nanos <= patience.toNanos()) {
                good++;
            }
        }

        Answers answers(Duration time, int calls) {
            return new Answers(time.toNanos() / 1e9, calls, good, done, refused);
        }
    }
}
