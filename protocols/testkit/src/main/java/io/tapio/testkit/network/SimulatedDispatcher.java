package io.tapio.testkit.network;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.dispatch.Dispatcher;
import org.apache.pekko.dispatch.Dispatchers;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.ExecutorServiceFactoryProvider;
import org.apache.pekko.dispatch.MessageDispatcher;
import org.apache.pekko.dispatch.MessageDispatcherConfigurator;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

/** A queue of tasks as a dispatcher: the mailboxes of a simulation's actors are tasks of its thread, in their order. */
final class SimulatedDispatcher extends MessageDispatcherConfigurator {
    /** Messages of one actor before the next gets its turn. */
    private static final int THROUGHPUT = 64;

    private final MessageDispatcher dispatcher;

    SimulatedDispatcher(String id, Dispatchers dispatchers, Executor queue) {
        super(
                // all that Pekko asks of it when it makes a mailbox
                ConfigFactory.parseMap(Map.of("id", id, "mailbox-requirement", "")), dispatchers.prerequisites());
        FiniteDuration soon = Duration.create(1, TimeUnit.SECONDS); // what it leads to does nothing
        dispatcher = new Dispatcher(this, id, THROUGHPUT, Duration.Zero(), new Threads(queue), soon);
    }

    @Override
    public MessageDispatcher dispatcher() {
        return dispatcher;
    }

    private record Threads(Executor queue) implements ExecutorServiceFactoryProvider, ExecutorServiceFactory {
        @Override
        public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
            return this;
        }

        @Override
        public ExecutorService createExecutorService() {
            return new QueueExecutor(queue);
        }
    }

    /** Shutting down does nothing: Pekko does it a second after the last actor has left, on a thread of its own. */
    private static final class QueueExecutor extends AbstractExecutorService {
        private final Executor queue;

        QueueExecutor(Executor queue) {
            this.queue = queue;
        }

        @Override
        public void execute(Runnable task) {
            queue.execute(task);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }
    }
}
