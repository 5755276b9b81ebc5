package io.tapio.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.testkit.random.Seed;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GradientTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;

    private final AdaptiveSettings settings = AdaptiveSettings.load();

    /**
     * A service that does so many calls at a time, each of which takes its time, behind a limit, with time as a number.
     */
    private final class Model {
        private final RandomGenerator random;
        private final Gradient gradient;
        private final int workers;
        private final Queue<Long> ends = new ArrayDeque<>();
        private final Queue<Long> begins = new ArrayDeque<>();
        private long work = 2 * MILLI;
        private double jitter;
        private long now;
        private int answered;
        private long slowest;

        Model(RandomGenerator random, AdaptiveSettings settings, int workers) {
            this.random = random;
            this.gradient = new Gradient(settings, random);
            this.workers = workers;
        }

        /** So many calls come in each second for as long; what is too much is refused. */
        void load(double callsPerSecond, long seconds) {
            answered = 0;
            slowest = 0;
            long end = now + seconds * SECOND;
            while (now < end) {
                now += (long) (-Math.log(1 - random.nextDouble()) * SECOND / callsPerSecond);
                finish(now);
                if (begins.size() < gradient.allowed()) {
                    begin();
                }
            }
        }

        private void begin() {
            long[] last = ends.stream().mapToLong(Long::longValue).toArray();
            long free = last.length < workers ? now : last[last.length - workers];
            long takes = (long) (work * (1 + jitter * random.nextDouble()));
            begins.add(now);
            ends.add(Math.max(now, free) + takes);
        }

        private void finish(long until) {
            while (!ends.isEmpty() && ends.element() <= until) {
                long end = ends.remove();
                long begin = begins.remove();
                gradient.answered(begin, end, begins.size() + 1);
                answered++;
                slowest = Math.max(slowest, end - begin);
            }
        }
    }

    @Test
    void underOverloadCallsTakeLittleLongerThanWithoutAndTheServiceIsBusy() {
        Seed.run(random -> {
            Model one = new Model(random, settings, 1);
            one.load(1500, 10);

            one.load(1500, 30);

            assertThat(one.slowest).isLessThanOrEqualTo(3 * one.work);
            assertThat(one.answered).isGreaterThan((int) (0.9 * 30 * 500));
        });
    }

    @Test
    void itFindsWhatManyWorkersCanDo() {
        Seed.run(random -> {
            Model many = new Model(random, settings, 50);
            many.load(75_000, 10);

            many.load(75_000, 20);

            assertThat(many.gradient.limit()).isBetween(50, 90);
            assertThat(many.answered).isGreaterThan((int) (0.9 * 20 * 25_000));
        });
    }

    @Test
    void itFollowsAServiceThatGetsSlowerAndFasterAgain() {
        Seed.run(random -> {
            Model one = new Model(random, settings, 1);
            one.jitter = 0.2;
            one.load(1500, 10);
            one.work = 10 * MILLI;
            one.load(1500, 30);
            assertThat(one.gradient.limit()).isBetween(2, 4);
            one.work = 2 * MILLI;
            one.load(1500, 30);

            one.load(1500, 10);

            assertThat(one.gradient.limit()).isBetween(2, 4);
            assertThat(one.answered).isGreaterThan((int) (0.8 * 10 * 500));
        });
    }

    @Test
    void aLoadThatTheServiceCanTakeIsNotRefused() {
        Seed.run(random -> {
            Model many = new Model(random, settings, 50);
            many.load(12_500, 10);

            many.load(12_500, 10);

            assertThat(many.answered).isGreaterThan((int) (0.95 * 10 * 12_500));
        });
    }

    @Test
    void anIdleTimeChangesNothing() {
        Seed.run(random -> {
            Model many = new Model(random, settings, 50);
            many.load(75_000, 10);
            many.now += 3600 * SECOND;
            many.load(10, 60); // in which the last busy window ends
            int after = many.gradient.limit();

            many.load(10, 600);

            assertThat(many.gradient.limit()).isEqualTo(after).isBetween(45, 95);
        });
    }

    @Test
    void aQuietServiceDoesNotLetTheLimitGrow() {
        Seed.run(random -> {
            Model many = new Model(random, settings, 50);

            many.load(500, 600);

            assertThat(many.gradient.limit()).isLessThan(2 * settings.initialCalls());
        });
    }

    @Test
    void aDropLowersTheLimitOnceForAllThatWereUnderWay() {
        Gradient gradient = new Gradient(settings.withCalls(2, 100, 1000), new Seed(1).random());

        for (int call = 0; call < 50; call++) {
            gradient.dropped(0, SECOND + call, 50 - call);
        }
        assertThat(gradient.limit()).isEqualTo(90);
        gradient.dropped(2 * SECOND, 3 * SECOND, 1);

        assertThat(gradient.limit()).isEqualTo(81);
    }

    @Test
    void dropsDoNotLowerItBelowTheLeast() {
        Gradient gradient = new Gradient(settings, new Seed(1).random());

        for (int call = 0; call < 1000; call++) {
            gradient.dropped(call * SECOND, call * SECOND + MILLI, 1);
        }

        assertThat(gradient.limit()).isEqualTo(settings.minCalls());
    }

    @Test
    void aProbeThatFindsNoAnswerGivesUp() {
        Gradient gradient = new Gradient(settings, new Seed(1).random());
        long now = 0;
        for (int call = 0; call < Gradient.LEAST; call++, now += 10 * MILLI) {
            gradient.answered(now, now + MILLI, 20);
        }
        assertThat(gradient.allowed()).isLessThan(gradient.limit());

        for (int call = 0; call < 11 * Gradient.LEAST; call++, now += 10 * MILLI) {
            gradient.failed(now, now + MILLI, 1);
        }

        assertThat(gradient.allowed()).isEqualTo(gradient.limit());
    }
}
