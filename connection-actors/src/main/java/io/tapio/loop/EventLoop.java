package io.tapio.loop;

import io.tapio.time.Timer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;

/** One thread that runs tasks, watches channels and rings timers. See the package for what it guarantees. */
public final class EventLoop implements Executor, Timer {
    /** Tasks between two looks at the channels, and at the tasks of other threads. */
    static final int BATCH = 256;

    /** Tasks that are run for a channel before the next one is told. */
    private static final int SERVED_AT_ONCE = 16;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String dispatcher;
    private final Thread thread;
    private final Selector selector;
    private final TimerWheel wheel;
    private final LoopCounters counters = new LoopCounters();
    private final RunQueue tasks;
    private final List<Interest> changes = new ArrayList<>();
    private final List<Runnable> afterSelect = new ArrayList<>();
    private long now = System.nanoTime();
    private boolean begun;
    private volatile boolean ending;
    private volatile boolean ended;

    private EventLoop(String dispatcher, ThreadFactory threads, Selector selector) {
        this.dispatcher = dispatcher;
        this.selector = selector;
        this.tasks = new RunQueue(counters, selector::wakeup);
        this.wheel = new TimerWheel(this, now);
        this.thread = threads.newThread(this::run);
    }

    /** @param dispatcher the id under which actors find the loop */
    static EventLoop start(String dispatcher, ThreadFactory threads) throws IOException {
        EventLoop loop = new EventLoop(dispatcher, threads, Selector.open());
        loop.thread.start();
        return loop;
    }

    // -- for any thread

    /** Runs {@code task} on the loop, behind what this thread gave it before. */
    @Override
    public void execute(Runnable task) {
        if (isOnLoop()) {
            tasks.addLocal(task);
            return;
        }
        if (ended) {
            throw new RejectedExecutionException(thread.getName() + " has ended with its ActorSystem");
        }
        tasks.addRemote(task);
    }

    /** The id of the dispatcher that runs actors on this loop. */
    public String dispatcher() {
        return dispatcher;
    }

    public LoopCounters counters() {
        return counters;
    }

    public boolean isOnLoop() {
        return Thread.currentThread() == thread;
    }

    /** On the loop the time at which its turn began, which costs nothing to ask. */
    @Override
    public long nanoTime() {
        return isOnLoop() ? now : System.nanoTime();
    }

    @Override
    public long exactNanoTime() {
        return System.nanoTime();
    }

    /** As {@link Timer#schedule}; the task runs on the loop. */
    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        TimerWheel.Entry timer = wheel.timer(System.nanoTime() + delay.toNanos(), task);
        onLoop(() -> wheel.add(timer));
        return timer;
    }

    void cancel(TimerWheel.Entry timer) {
        onLoop(() -> wheel.remove(timer));
    }

    /** Runs {@code task} now if this is the loop, or soon on it. */
    public void onLoop(Runnable task) {
        if (isOnLoop()) {
            task.run();
        } else {
            execute(task);
        }
    }

    /**
     * Runs {@code task} after the next look at the selector, which gives back the channels closed before. A look that
     * is under way has done so already. On the loop only.
     */
    void afterSelect(Runnable task) {
        afterSelect.add(task);
    }

    /** Watches {@code channel} for {@code owner}, for nothing yet. On the loop only. */
    public Interest register(SelectableChannel channel, Interest.Ready owner) throws IOException {
        SelectionKey key = channel.register(selector, 0);
        Interest interest = new Interest(this, key, owner);
        key.attach(interest);
        return interest;
    }

    void note(Interest changed) {
        changes.add(changed);
    }

    Thread thread() {
        return thread;
    }

    /** Ends the loop after the tasks that it has, and closes its channels and its selector. */
    void end() {
        ending = true;
        selector.wakeup();
    }

    // -- the loop

    private void run() {
        try {
            while (!ending || !tasks.isEmpty() || !afterSelect.isEmpty()) {
                turn();
            }
        } catch (IOException broken) {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, broken);
        } finally {
            ended = true;
            close();
        }
    }

    private void turn() throws IOException {
        select();
        begin();
        tasks.takeRemote(BATCH);
        tasks.run(BATCH);
        for (TimerWheel.Entry due : wheel.advance(now)) {
            tasks.run(due::run);
        }
        counters.turnEnds(now, System.nanoTime());
        begun = false;
    }

    /** The turn begins when the selector has looked: with the first channel that is ready, or without one. */
    private void begin() {
        if (!begun) {
            begun = true;
            tasks.wake();
            now = System.nanoTime();
            counters.turnBegins(now);
        }
    }

    /**
     * Tells a channel that is ready, and does all that this gives rise to, before the selector shows the next one: with
     * many channels their memory has to be fetched for each, and would have to be fetched again.
     */
    private void serve(SelectionKey key) {
        begin();
        Interest interest = (Interest) key.attachment();
        tasks.run(interest);
        tasks.run(SERVED_AT_ONCE);
        interest.settle();
    }

    /** Looks at the channels; waits for one, for the next timer or for a task if there is nothing else to do. */
    private void select() throws IOException {
        changes.forEach(Interest::settle);
        changes.clear();
        afterSelect.forEach(tasks::addLocal);
        afterSelect.clear();
        if (!tasks.isIdle()) {
            selector.selectNow(this::serve);
            return;
        }
        long next = wheel.next();
        if (!tasks.fallAsleep() || ending) {
            selector.selectNow(this::serve);
        } else if (next == TimerWheel.NEVER) {
            selector.select(this::serve);
        } else {
            long left = next - System.nanoTime();
            selector.select(this::serve, Math.max(1, (left + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI));
        }
    }

    private void close() {
        selector.keys().forEach(key -> closeQuietly(key.channel()));
        closeQuietly(selector);
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException closed) {
            // it is closed, whatever it says
        }
    }
}
