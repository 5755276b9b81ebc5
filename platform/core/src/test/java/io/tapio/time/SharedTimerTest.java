package io.tapio.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedTimerTest {
    @Test
    void aTaskRunsOnADaemonThreadAndNeverEarly() {
        Timer timer = Timer.shared();
        Duration delay = Duration.ofMillis(5);
        long start = timer.nanoTime();
        CompletableFuture<Long> ran = new CompletableFuture<>();
        CompletableFuture<Boolean> daemon = new CompletableFuture<>();

        timer.schedule(delay, () -> {
            ran.complete(timer.nanoTime());
            daemon.complete(Thread.currentThread().isDaemon());
        });

        assertThat(ran.orTimeout(10, TimeUnit.SECONDS).join() - start).isGreaterThanOrEqualTo(delay.toNanos());
        assertThat(daemon.join()).isTrue();
    }

    @Test
    void aTaskThatIsCancelledDoesNotRun() {
        Timer timer = Timer.shared();
        CompletableFuture<String> ran = new CompletableFuture<>();

        CountDownLatch cancelled = new CountDownLatch(1);
        timer.schedule(Duration.ZERO, () -> await(cancelled)); // holds the timer's only thread

        Timer.Scheduled first = timer.schedule(Duration.ofNanos(1), () -> ran.complete("cancelled"));
        timer.schedule(Duration.ofNanos(2), () -> ran.complete("kept"));
        first.cancel();
        first.cancel();
        cancelled.countDown();

        assertThat(ran.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("kept");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
