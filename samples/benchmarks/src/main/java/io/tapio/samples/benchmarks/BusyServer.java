package io.tapio.samples.benchmarks;

import io.tapio.line.Line;
import io.tapio.service.Service;
import io.tapio.tcp.TcpServer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Answers lines with ids, each after so much work of the one thread that works; other calls wait for it in a queue
 * without a bound, as those of an executor do. The work is measured in CPU time, so that it is the same whatever else
 * the machine does.
 */
final class BusyServer {
    /** The system property that says how much work a call is, in microseconds. */
    static final String BURN = "burn";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private BusyServer() {}

    /** @param args the port; the system property {@code limit} says which limit stands before the work */
    public static void main(String[] args) throws ExecutionException, InterruptedException {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "benchmark");
        Service<String, String> limited = Limits.valueOf(System.getProperty("limit"))
                .<String, String>filter()
                .apply(busy());
        var binding = TcpServer.create(system)
                .bind(
                        "127.0.0.1",
                        Integer.parseInt(args[0]),
                        Line.multiplexedServer(system.settings().config()),
                        limited);
        System.out.println(binding.toCompletableFuture().get());
    }

    private static Service<String, String> busy() {
        Executor worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "worker");
            thread.setDaemon(true);
            return thread;
        });
        long nanos = Duration.ofNanos(1000L * Integer.getInteger(BURN)).toNanos();
        return (context, request) -> {
            CompletableFuture<String> answer = new CompletableFuture<>();
            worker.execute(() -> {
                burn(nanos);
                answer.complete("done");
            });
            return answer;
        };
    }

    private static void burn(long nanos) {
        long end = THREADS.getCurrentThreadCpuTime() + nanos;
        while (THREADS.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }
}
