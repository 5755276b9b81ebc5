package io.tapio.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PauseTest {
    private static final Duration WAIT = Duration.ofMillis(1);
    private static final Failure LEFT = Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind");
    private static final int ROUNDS = 2000;

    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void aCallerWhoHadLeftEndsItBeforeItBegins() {
        VirtualTimer timer = new VirtualTimer();
        CancellationSource caller = new CancellationSource();
        caller.cancel(LEFT);

        begin(timer, caller);

        assertThat(ended).hasValue(1);
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void itEndsOnceWhenTimeAndCallerAndBeginningMeet() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ended.set(0);
            VirtualTimer timer = new VirtualTimer();
            CancellationSource caller = new CancellationSource();

            atOnce(() -> begin(timer, caller), () -> timer.advance(WAIT), () -> caller.cancel(LEFT));
            timer.advance(WAIT);

            assertThat(ended).hasValue(1);
            assertThat(timer.scheduled()).isZero();
        }
    }

    private void begin(VirtualTimer timer, CancellationSource caller) {
        Pause.begin(
                WAIT,
                Context.root(timer).withCancellation(caller),
                ended::incrementAndGet,
                why -> ended.incrementAndGet());
    }

    private static void atOnce(Runnable... tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.length);
        var threads = Stream.of(tasks)
                .map(task -> new Thread(() -> {
                    try {
                        start.await();
                    } catch (Exception thrown) {
                        throw new IllegalStateException(thrown);
                    }
                    task.run();
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
