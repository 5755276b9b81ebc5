package io.tapio.dispatch.streaming;

import io.tapio.body.Body;
import io.tapio.failure.Failure;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way from the wire to its reader: the stage adds chunks, a reader on any thread takes them. Holds what
 * the reader has not asked for; whoever adds looks first whether it is full.
 */
public final class ArrivingBody<C> implements Body<C> {
    /** How the body goes on for its reader. */
    private sealed interface Course {}

    private enum Going implements Course {
        ON,
        /** No more chunks come. */
        COMPLETE
    }

    private record Broken(Failure why) implements Course {}

    private final Chunks<C> measure;
    private final long window;
    private final long step;
    private final Runnable look;
    private final Queue<C> chunks = new ArrayDeque<>(1);
    private Course course = Going.ON;
    private @Nullable CompletableFuture<@Nullable C> reader;
    private boolean stageWaits;
    private long held;
    private long taken;

    /**
     * @param window how much may be held; the chunk that reaches it is still taken
     * @param look tells the stage, on any thread, that there is room again after it was told that there is none, or
     *     that the reader has left
     */
    public ArrivingBody(Chunks<C> measure, long window, Runnable look) {
        this(measure, window, Long.MAX_VALUE, look);
    }

    /**
     * As {@link #ArrivingBody(Chunks, long, Runnable)}, for a protocol with credit.
     *
     * @param step how much the reader takes before the stage is told, who grants it anew
     */
    public ArrivingBody(Chunks<C> measure, long window, long step, Runnable look) {
        this.measure = measure;
        this.window = window;
        this.step = step;
        this.look = look;
    }

    // -- for the stage

    /** Whether there is room for a chunk; if not, the stage is told when there is. */
    public synchronized boolean hasRoom() {
        boolean room = held < window || course instanceof Broken;
        stageWaits = !room;
        return room;
    }

    /** A chunk has come. False if nobody will read it. */
    public boolean add(C chunk) {
        CompletableFuture<@Nullable C> waits;
        synchronized (this) {
            if (course != Going.ON) {
                taken += measure.size(chunk);
                return false;
            }
            waits = reader;
            reader = null;
            if (waits == null) {
                chunks.add(chunk);
                held += measure.size(chunk);
                return true;
            }
            taken += measure.size(chunk);
        }
        waits.complete(chunk);
        return true;
    }

    /** What has come and was not granted anew: more than the window is more than the peer may send. */
    public synchronized long outstanding() {
        return held + taken;
    }

    /** What is to be granted anew: what the reader has taken, or was dropped, if that is a step. */
    public synchronized long grant() {
        if (taken < step || course == Going.COMPLETE) {
            return 0;
        }
        long granted = taken;
        taken = 0;
        return granted;
    }

    /** No more chunks come. */
    public void end() {
        CompletableFuture<@Nullable C> waits = goOn(Going.COMPLETE);
        if (waits != null) {
            waits.complete(null);
        }
    }

    /** The body breaks off; what came before is still read. */
    public void fail(Failure why) {
        CompletableFuture<@Nullable C> waits = goOn(new Broken(why));
        if (waits != null) {
            waits.completeExceptionally(why);
        }
    }

    private synchronized @Nullable CompletableFuture<@Nullable C> goOn(Course next) {
        if (course != Going.ON) {
            return null;
        }
        course = next;
        CompletableFuture<@Nullable C> waits = reader;
        reader = null;
        return waits;
    }

    /** True if chunks may still come, but nobody reads them. */
    public synchronized boolean isAbandoned() {
        return course instanceof Broken;
    }

    // -- for the reader

    @Override
    public CompletionStage<@Nullable C> next() {
        C chunk;
        boolean tell;
        synchronized (this) {
            chunk = chunks.poll();
            if (chunk == null) {
                return waited();
            }
            long size = measure.size(chunk);
            held -= size;
            taken += size;
            tell = stageWaits && held < window || taken >= step;
            stageWaits &= !tell;
        }
        if (tell) {
            look.run();
        }
        return CompletableFuture.completedFuture(chunk);
    }

    private CompletionStage<@Nullable C> waited() {
        if (course instanceof Broken broken) {
            return CompletableFuture.failedFuture(broken.why);
        } else if (course == Going.COMPLETE) {
            return CompletableFuture.completedFuture(null);
        } else if (reader != null) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("the chunk asked for before has not come yet"));
        }
        reader = new CompletableFuture<>();
        return reader;
    }

    /** Drops what is held, and what still comes. */
    @Override
    public void cancel(Failure why) {
        CompletableFuture<@Nullable C> waits;
        boolean goesOn;
        synchronized (this) {
            chunks.clear();
            taken += held;
            held = 0;
            stageWaits = false;
            goesOn = course == Going.ON;
            waits = goOn(new Broken(why));
        }
        if (waits != null) {
            waits.completeExceptionally(why);
        }
        if (goesOn) {
            look.run();
        }
    }
}
