package io.tapio.loop;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.Dispatcher;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.ExecutorServiceFactoryProvider;
import org.apache.pekko.dispatch.MessageDispatcher;
import org.apache.pekko.dispatch.MessageDispatcherConfigurator;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

/** A loop as a dispatcher: the mailboxes of its actors are tasks of the loop. */
final class LoopDispatcher extends MessageDispatcherConfigurator {
    /** Messages of one actor before the next gets its turn. */
    private static final int THROUGHPUT = 64;

    private final MessageDispatcher dispatcher;

    LoopDispatcher(ActorSystem system, EventLoop loop) {
        super(
                // all that Pekko asks of it when it makes a mailbox
                ConfigFactory.parseMap(Map.of("id", loop.dispatcher(), "mailbox-requirement", "")),
                system.dispatchers().prerequisites());
        FiniteDuration never = Duration.create(1, TimeUnit.SECONDS); // what it leads to does nothing
        dispatcher = new Dispatcher(this, loop.dispatcher(), THROUGHPUT, Duration.Zero(), new Loop(loop), never);
    }

    @Override
    public MessageDispatcher dispatcher() {
        return dispatcher;
    }

    private record Loop(EventLoop loop) implements ExecutorServiceFactoryProvider, ExecutorServiceFactory {
        @Override
        public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
            return this;
        }

        @Override
        public ExecutorService createExecutorService() {
            return new LoopExecutor(loop);
        }
    }

    /**
     * Pekko shuts a dispatcher's executor down when it has had no actor for a second, and would give the next actor a
     * new one. A loop is there until its ActorSystem has ended.
     */
    private static final class LoopExecutor extends AbstractExecutorService {
        private final EventLoop loop;

        LoopExecutor(EventLoop loop) {
            this.loop = loop;
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return !loop.thread().isAlive();
        }

        @Override
        public boolean isTerminated() {
            return isShutdown();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return isShutdown();
        }
    }
}
