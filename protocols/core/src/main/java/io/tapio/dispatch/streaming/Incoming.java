package io.tapio.dispatch.streaming;

import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body that a peer is sending, one after the other: open, and read by somebody or dropped. Belongs to its stage's
 * thread.
 */
public final class Incoming<C> {
    private final Chunks<C> measure;
    private final BodySettings settings;
    private final boolean byCredit;
    private final ConnectionInfo connection;
    private final Runnable look;
    private final Consumer<Failure> late;
    private @Nullable ArrivingBody<C> body;
    private @Nullable Leftover leftover;

    /**
     * @param byCredit whether the peer sends what it is granted, and no more; else it sends what is read
     * @param look tells the stage, on any thread, that {@link #look} has something to see
     * @param late tells the stage, on any thread, that a body that nobody reads has not ended in time
     */
    public Incoming(
            Chunks<C> measure,
            BodySettings settings,
            boolean byCredit,
            ConnectionInfo connection,
            Runnable look,
            Consumer<Failure> late) {
        this.measure = measure;
        this.settings = settings;
        this.byCredit = byCredit;
        this.connection = connection;
        this.look = look;
        this.late = late;
    }

    public boolean isOpen() {
        return body != null;
    }

    /** Whether a chunk may be read; if not, the stage is told to look when it may. */
    public boolean hasRoom() {
        return body == null || body.hasRoom();
    }

    /** A body begins, for whoever is to read it. */
    public ArrivingBody<C> begin() {
        ArrivingBody<C> begun = new ArrivingBody<>(measure, settings.window(), step(), look);
        body = begun;
        return begun;
    }

    /** Half a window at a time; but at once what cannot be cut, for which the rest of the credit may be too little. */
    private long step() {
        if (!byCredit) {
            return Long.MAX_VALUE;
        }
        return measure.canCut() ? Math.max(1, settings.window() / 2) : 1;
    }

    /**
     * A chunk has come.
     *
     * @throws Failure if no body is open, the chunk is more than was granted, or nobody reads the body and it goes on
     *     for too long
     */
    public void add(C chunk) {
        ArrivingBody<C> open = body;
        if (open == null) {
            throw unexpected();
        }
        if (!open.add(chunk)) {
            drop().drop(measure.size(chunk));
        }
        if (byCredit && open.outstanding() > settings.window()) {
            throw Failure.at(
                    Where.DECODE,
                    Processed.MAYBE,
                    "the peer sent " + open.outstanding() + " of a body, more than its credit of " + settings.window()
                            + " (tapio.body.window)");
        }
    }

    /** What the peer is to be granted anew; 0 if it still has enough. */
    public long grant() {
        return body == null ? 0 : body.grant();
    }

    /**
     * The peer has said that the body ends.
     *
     * @param why it is not complete; null if it is
     * @throws Failure if no body is open
     */
    public void end(@Nullable Failure why) {
        if (body == null) {
            throw unexpected();
        }
        close(why);
    }

    /** Whatever is open ends here, broken off. */
    public void fail(Failure why) {
        if (body != null) {
            close(why);
        }
    }

    private void close(@Nullable Failure why) {
        ArrivingBody<C> open = body;
        body = null;
        if (open != null && why == null) {
            open.end();
        } else if (open != null && why != null) {
            open.fail(why);
        }
        if (leftover != null) {
            leftover.end();
            leftover = null;
        }
    }

    /** Nobody will read {@code abandoned} to its end any more, which may still be coming. */
    public void abandon(ArrivingBody<C> abandoned, Failure why) {
        abandoned.cancel(why);
        look();
    }

    /** Looks whether the reader has left. */
    public void look() {
        if (body != null && body.isAbandoned()) {
            drop();
        }
    }

    /** Whether something is being dropped, so that a call to {@code late} means it. */
    public boolean isDropping() {
        return leftover != null;
    }

    private Leftover drop() {
        Leftover begun = leftover;
        if (begun == null) {
            begun = new Leftover(settings, connection, late);
            leftover = begun;
        }
        return begun;
    }

    private static Failure unexpected() {
        return Failure.at(
                Where.DECODE, Processed.MAYBE, "the peer sent a piece of a body, but no message with a body before it");
    }
}
