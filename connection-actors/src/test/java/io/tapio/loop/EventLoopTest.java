package io.tapio.loop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.time.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    private final AtomicReference<Throwable> uncaught = new AtomicReference<>();
    private EventLoop loop;

    @BeforeEach
    void start() throws Exception {
        loop = EventLoop.start("loop", task -> {
            Thread thread = new Thread(task, "loop-under-test");
            thread.setUncaughtExceptionHandler((where, thrown) -> uncaught.set(thrown));
            return thread;
        });
    }

    @AfterEach
    void end() throws Exception {
        loop.end();
        loop.thread().join(10_000);
        assertThat(loop.thread().isAlive()).isFalse();
    }

    @Test
    void tasksOfAThreadRunInTheirOrderOnOneThread() throws Exception {
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            loop.execute(() -> ran.add(number));
        }
        atTheEnd();

        assertThat(ran).hasSize(10_000).isSorted();
    }

    /** Each task is given to a loop that is about to sleep, or sleeps: the moment at which a wake-up could be lost. */
    @Test
    void noWakeUpIsLostInAMillionTasksFromOtherThreads() throws Exception {
        int threads = 4;
        int each = 250_000;
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            new Thread(() -> {
                        AtomicInteger ran = new AtomicInteger();
                        for (int i = 1; i <= each; i++) {
                            loop.execute(ran::incrementAndGet);
                            while (i % 16 == 0 && ran.get() < i) {
                                Thread.onSpinWait();
                            }
                        }
                        while (ran.get() < each) {
                            Thread.onSpinWait();
                        }
                        done.countDown();
                    })
                    .start();
        }

        assertThat(done.await(120, SECONDS)).isTrue();
    }

    @Test
    void tasksThatKeepTheLoopBusyStarveNeitherChannelsNorTimersNorOthersTasks() throws Exception {
        CompletableFuture<String> readable = new CompletableFuture<>();
        CompletableFuture<String> rung = new CompletableFuture<>();
        CompletableFuture<String> other = new CompletableFuture<>();
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        loop.execute(new Runnable() {
            @Override
            public void run() {
                if (!readable.isDone() || !rung.isDone() || !other.isDone()) {
                    loop.execute(this);
                }
            }
        });
        onLoop(() -> loop.register(pipe.source(), operations -> readable.complete("readable"))
                .enable(SelectionKey.OP_READ));
        loop.schedule(Duration.ofMillis(30), () -> rung.complete("rung"));
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        loop.execute(() -> other.complete("other"));

        assertThat(other.get(10, SECONDS)).isEqualTo("other");
        assertThat(readable.get(10, SECONDS)).isEqualTo("readable");
        assertThat(rung.get(10, SECONDS)).isEqualTo("rung");
        pipe.sink().close();
    }

    @Test
    void aTaskOfOthersWaitsForABatchAtMostWhileTheLoopKeepsItselfBusy() throws Exception {
        CompletableFuture<Integer> waited = new CompletableFuture<>();
        AtomicInteger busy = new AtomicInteger();
        loop.execute(new Runnable() {
            @Override
            public void run() {
                if (busy.incrementAndGet() == 1000) {
                    CompletableFuture.runAsync(() -> loop.execute(() -> waited.complete(busy.get() - 1000)))
                            .join();
                }
                if (!waited.isDone()) {
                    loop.execute(this);
                }
            }
        });

        assertThat(waited.get(10, SECONDS)).isLessThanOrEqualTo(EventLoop.BATCH + 1);
    }

    @Test
    void timersRingInOrderAndNotEarlyUnderLoad() throws Exception {
        List<Integer> rung = new ArrayList<>();
        AtomicInteger early = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(20);
        Executor busy = loop::execute;
        for (int i = 20; i > 0; i--) {
            int number = i;
            long due = System.nanoTime() + Duration.ofMillis(15L * number).toNanos();
            loop.schedule(Duration.ofMillis(15L * number), () -> {
                rung.add(number);
                if (System.nanoTime() < due) {
                    early.incrementAndGet();
                }
                all.countDown();
            });
        }
        loop.execute(new Runnable() {
            @Override
            public void run() {
                if (all.getCount() > 0) {
                    busy.execute(this);
                }
            }
        });

        assertThat(all.await(20, SECONDS)).isTrue();
        assertThat(rung).isSorted();
        assertThat(early).hasValue(0);
    }

    @Test
    void aTimerCanBeCancelledFromAnyThread() throws Exception {
        AtomicInteger rung = new AtomicInteger();
        Timer.Scheduled gone = loop.schedule(Duration.ofMillis(20), rung::incrementAndGet);
        gone.cancel();
        CompletableFuture<Void> later = new CompletableFuture<>();
        loop.schedule(Duration.ofMillis(60), () -> later.complete(null));

        later.get(10, SECONDS);
        assertThat(rung).hasValue(0);
    }

    @Test
    void whatATaskThrowsGoesToTheThreadsHandlerAndTheLoopGoesOn() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("a bug");
        });
        atTheEnd();

        assertThat(uncaught.get()).hasMessage("a bug");
    }

    @Test
    void whatAChannelsOwnerThrowsGoesToTheThreadsHandlerAndTheLoopGoesOn() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        onLoop(() -> loop.register(pipe.source(), ready -> {
                    throw new IllegalStateException("a bug");
                })
                .enable(SelectionKey.OP_READ));
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));

        while (uncaught.get() == null) {
            Thread.onSpinWait();
        }
        assertThat(uncaught.get()).hasMessage("a bug");
        atTheEnd();
        pipe.sink().close();
        pipe.source().close();
    }

    @Test
    void anEndedLoopHasRunItsTasksAndTakesNoMore() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            loop.execute(ran::incrementAndGet);
        }
        loop.end();
        loop.thread().join(10_000);

        assertThat(ran).hasValue(1000);
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void itCountsWhatItDoes() throws Exception {
        long tasks = loop.counters().tasks();
        for (int i = 0; i < 10; i++) {
            atTheEnd();
        }

        assertThat(loop.counters().tasks() - tasks).isBetween(9L, 11L);
        assertThat(loop.counters().selects()).isPositive();
        assertThat(loop.counters().longestTurnNanos()).isPositive();
    }

    /** What closes a channel while the selector shows what is ready comes too late for this look. */
    @Test
    void aChannelThatIsClosedWhenItIsToldIsGoneBeforeItsOwnerHears() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server.configureBlocking(false);
            SocketAddress address = server.getLocalAddress();
            CompletableFuture<Boolean> refused = new CompletableFuture<>();
            CompletableFuture<Interest> interest = new CompletableFuture<>();
            onLoop(() -> {
                interest.complete(loop.register(
                        server, ready -> interest.join().close(() -> refused.complete(isRefused(address)))));
                interest.join().enable(SelectionKey.OP_ACCEPT);
            });

            try (SocketChannel client = SocketChannel.open(address)) {
                assertThat(refused.get(20, SECONDS)).isTrue();
            }
        }
    }

    private static boolean isRefused(SocketAddress address) {
        try (SocketChannel client = SocketChannel.open(address)) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void aChannelThatIsToldCountsAsATaskDone() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        CompletableFuture<Long> before = new CompletableFuture<>();
        onLoop(() -> loop.register(
                        pipe.source(),
                        operations -> before.complete(loop.counters().tasks()))
                .enable(SelectionKey.OP_READ));
        pipe.sink().write(ByteBuffer.wrap(new byte[] {1}));
        long then = before.get(10, SECONDS);
        atTheEnd();
        atTheEnd(); // the task before has been counted

        assertThat(loop.counters().tasks() - then).isGreaterThanOrEqualTo(2);
        pipe.sink().close();
    }

    private interface Action {
        void run() throws Exception;
    }

    private void onLoop(Action action) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                action.run();
                done.complete(null);
            } catch (Exception failed) {
                done.completeExceptionally(failed);
            }
        });
        done.get(10, SECONDS);
    }

    private void atTheEnd() throws Exception {
        onLoop(() -> {});
    }
}
