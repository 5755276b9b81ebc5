package io.tapio.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.endpoint.Endpoint;
import io.tapio.failure.Failure;
import io.tapio.line.Line;
import io.tapio.service.Service;
import io.tapio.tcp.ClientPlan;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpClient;
import io.tapio.tcp.TcpServer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two servers that are restarted in turn, each by the end of its ActorSystem, under load from one client. */
class RollingRestartTest {
    private static final int CALLS = 100_000;
    private static final int AT_A_TIME = 32;
    private static final int RESTARTS = 6;
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(2);

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger right = new AtomicInteger();
    private final AtomicInteger restarts = new AtomicInteger();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch callers = new CountDownLatch(AT_A_TIME);

    @AfterAll
    static void stop() {
        THREADS.shutdown();
    }

    @Test
    void noCallFails() throws Exception {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "rolling-client");
        Server one = Server.start(0);
        Server two = Server.start(0);
        ClientPlan<String, String> lines = TcpClient.create(system).plan(Line.multiplexedClient());
        Endpoint<String, String> endpoint =
                Endpoint.open(system, lines.at("127.0.0.1", one.port), lines.at("127.0.0.1", two.port));
        for (int i = 0; i < AT_A_TIME; i++) {
            call(endpoint);
        }
        while (restarts.get() < RESTARTS) {
            awaitMoreCalls();
            one = one.restart();
            awaitMoreCalls();
            two = two.restart();
            restarts.addAndGet(2);
        }

        assertThat(callers.await(120, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).isEmpty();
        assertThat(right.get()).isEqualTo(begun.get()).isGreaterThanOrEqualTo(CALLS);
        endpoint.drain(Duration.ofSeconds(5)).toCompletableFuture().get(20, TimeUnit.SECONDS);
        system.terminate();
        one.stop();
        two.stop();
    }

    private void awaitMoreCalls() {
        int enough = right.get() + CALLS / RESTARTS / 2;
        while (right.get() < enough && failures.isEmpty()) {
            Thread.onSpinWait();
        }
    }

    /** One after the other, until there have been enough, and all restarts. */
    private void call(Endpoint<String, String> endpoint) {
        if (begun.get() >= CALLS && restarts.get() >= RESTARTS) {
            callers.countDown();
            return;
        }
        String request = "line " + begun.incrementAndGet();
        endpoint.call(Context.root(), request)
                .whenCompleteAsync(
                        (reply, thrown) -> {
                            if (thrown != null) {
                                failures.add(Failure.of(thrown));
                            } else if (reply.equals("re " + request)) {
                                right.incrementAndGet();
                            }
                            call(endpoint);
                        },
                        THREADS);
    }

    private record Server(ActorSystem<Void> system, int port) {
        static Server start(int port) throws Exception {
            ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "rolling-server");
            Service<String, String> service = (context, line) -> line.hashCode() % 2 == 0
                    ? CompletableFuture.completedFuture("re " + line)
                    : CompletableFuture.supplyAsync(() -> "re " + line, THREADS);
            ServerBinding binding = TcpServer.create(system)
                    .bind("127.0.0.1", port, Line.multiplexedServer(), service)
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            return new Server(system, binding.localAddress().getPort());
        }

        void stop() throws Exception {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }

        Server restart() throws Exception {
            stop();
            return start(port);
        }
    }
}
