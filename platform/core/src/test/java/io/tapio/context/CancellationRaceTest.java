package io.tapio.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CancellationRaceTest {
    private static final int ROUNDS = 2_000;
    private static final int LISTENERS = 10;
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(4);

    @AfterAll
    static void stop() {
        THREADS.shutdown();
    }

    @Test
    void everyListenerIsToldOnceHoweverItRacesWithTheCancel() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            CancellationSource source = new CancellationSource();
            AtomicInteger told = new AtomicInteger();
            Runnable listen = () -> {
                for (int i = 0; i < LISTENERS; i++) {
                    CancellationSource.within(source).onCancel(cause -> told.incrementAndGet());
                }
            };

            together(listen, listen, () -> source.cancel(cause("a")), () -> source.cancel(cause("b")));

            assertThat(told).hasValue(2 * LISTENERS);
        }
    }

    @Test
    void allListenersAreToldTheSameCause() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            CancellationSource source = new CancellationSource();
            Set<Failure> causes = ConcurrentHashMap.newKeySet();
            Runnable listen = () -> source.onCancel(causes::add);

            together(listen, listen, () -> source.cancel(cause("a")), () -> source.cancel(cause("b")));

            assertThat(causes).containsExactly(source.cause().orElseThrow());
        }
    }

    private static void together(Runnable... actions) throws Exception {
        CyclicBarrier start = new CyclicBarrier(actions.length);
        List<Callable<Void>> threads = List.of(actions).stream()
                .<Callable<Void>>map(action -> () -> {
                    start.await();
                    action.run();
                    return null;
                })
                .toList();
        for (Future<Void> thread : THREADS.invokeAll(threads, 10, TimeUnit.SECONDS)) {
            thread.get();
        }
    }

    private static Failure cause(String message) {
        return Failure.at(Where.CANCELLED, Processed.MAYBE, message);
    }
}
