package io.tapio.supervision;

import static io.tapio.supervision.Actors.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.service.Service;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class BlockingServiceTest {
    private static final Actors ACTORS = new Actors();
    private static final int POOL = 64;

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger blocked = new AtomicInteger();

    @AfterAll
    static void end() {
        ACTORS.close();
    }

    /** Has each of so many workers block; another service of the same system still answers. */
    private void block(String name, int workers, int atOnce) {
        var service = ServiceSupervisor.<Integer, Integer>of(name, () -> (context, request) -> {
                    blocked.incrementAndGet();
                    ExpiredCallsTest.await(release);
                    return CompletableFuture.completedFuture(request);
                })
                .blocking()
                .withWorkers(workers)
                .start(ACTORS.system);
        var calls = IntStream.range(0, workers)
                .mapToObj(i -> service.call(Context.root(), i))
                .toList();
        ACTORS.eventually(() -> assertThat(blocked).hasValue(atOnce));
        var quick = ServiceSupervisor.<String, String>of("quick", () -> Service.of(request -> request))
                .start(ACTORS.system);

        assertThat(get(quick.call(Context.root(), "a"))).isEqualTo("a");
        assertThat(blocked).hasValue(atOnce);
        release.countDown();
        calls.forEach(Actors::get);
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void beforeJava21APoolBlocksAndBoundsWhatBlocks() {
        block("pooled", POOL + 16, POOL);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void fromJava21EachWorkerThatBlocksHasAVirtualThread() {
        block("virtual", POOL * 4, POOL * 4);

        var service = ServiceSupervisor.<String, String>of(
                        "thread",
                        () -> Service.of(request -> Thread.currentThread().toString()))
                .blocking()
                .start(ACTORS.system);
        assertThat(get(service.call(Context.root(), "a")))
                .startsWith("VirtualThread")
                .contains("supervision-tapio.supervision.blocking-dispatcher-");
    }
}
