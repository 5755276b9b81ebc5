package io.tapio.supervision;

import com.typesafe.config.Config;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.ThreadPoolExecutorConfigurator;

/**
 * Threads that may block: a virtual one for each worker that has work, from Java 21 on, and before that the
 * dispatcher's {@code thread-pool-executor}. Named in {@code reference.conf} and made by Pekko, whose own
 * {@code virtual-thread-executor} warns with a stack trace unless the JVM is opened to it.
 */
public final class BlockingThreads extends ExecutorServiceConfigurator {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private final Config config;
    private final DispatcherPrerequisites prerequisites;

    public BlockingThreads(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        this.config = config;
        this.prerequisites = prerequisites;
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
        if (Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS) {
            return new ThreadPoolExecutorConfigurator(config.getConfig("thread-pool-executor"), prerequisites)
                    .createExecutorServiceFactory(id, threads);
        }
        return () -> virtual(prerequisites.settings().name() + "-" + id + "-", threads.newThread(() -> {}));
    }

    /**
     * By reflection, because the code is for Java 17. Each thread has the handler and the class loader of the model.
     */
    private static ExecutorService virtual(String prefix, Thread model) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            type.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
            type.getMethod("uncaughtExceptionHandler", Thread.UncaughtExceptionHandler.class)
                    .invoke(builder, model.getUncaughtExceptionHandler());
            ThreadFactory made = (ThreadFactory) type.getMethod("factory").invoke(builder);
            ThreadFactory threads = task -> {
                Thread thread = made.newThread(task);
                thread.setContextClassLoader(model.getContextClassLoader());
                return thread;
            };
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, threads);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException thrown) {
            throw new IllegalStateException("this Java has virtual threads, but none could be made", thrown);
        }
    }
}
