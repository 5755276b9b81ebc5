package io.tapio.dispatch.streaming.multiplex;

import io.tapio.dispatch.streaming.Chunks;
import io.tapio.dispatch.streaming.DepartingBody;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import org.jspecify.annotations.Nullable;

/**
 * One of the bodies that go over a connection at the same time: gives chunks as far as the peer's credit reaches. A
 * chunk that cannot be cut waits for credit for all of it. Belongs to its stage's thread.
 */
final class Sending<C> {
    /** No bound but what the connection takes. */
    static final long UNLIMITED = Long.MAX_VALUE;

    /** How the body ended. */
    private sealed interface End {}

    private enum Complete implements End {
        INSTANCE
    }

    private record Broken(Failure why) implements End {}

    private final DepartingBody<C> body;
    private final Chunks<C> measure;
    private final long initial;
    private long credit;
    private @Nullable C next;
    private @Nullable End end;

    /** @param credit how much may be sent before the peer grants more; {@link #UNLIMITED} without credit */
    Sending(DepartingBody<C> body, Chunks<C> measure, long credit) {
        this.body = body;
        this.measure = measure;
        this.initial = credit;
        this.credit = credit;
    }

    /** Whether there is a chunk that may be sent, or the end, which costs no credit. */
    boolean isReady() {
        if (next == null && end == null && body.isReady()) {
            fetch();
        }
        return next != null ? fits(next) : end != null;
    }

    private boolean fits(C chunk) {
        return credit > 0 && (measure.canCut() || measure.size(chunk) <= credit);
    }

    private void fetch() {
        try {
            next = body.take();
            end = next == null ? Complete.INSTANCE : null;
            if (next != null && !measure.canCut() && measure.size(next) > initial) {
                throw tooLarge(measure.size(next));
            }
        } catch (Failure why) {
            next = null;
            end = new Broken(why);
        }
    }

    private Failure tooLarge(long size) {
        Failure why = Failure.at(
                Where.WRITE,
                Processed.MAYBE,
                "a chunk of " + size + " cannot be cut and is larger than the credit of a body, which is " + initial);
        body.cancel(why);
        return why;
    }

    /**
     * The next chunk, or null at the end; only when {@link #isReady}.
     *
     * @throws Failure if the body broke off
     */
    @Nullable
    C take() {
        C chunk = next;
        if (chunk == null) {
            if (end instanceof Broken broken) {
                throw broken.why;
            }
            return null;
        }
        if (credit == UNLIMITED) {
            next = null;
            return chunk;
        }
        boolean whole = measure.size(chunk) <= credit;
        C first = whole ? chunk : measure.first(chunk, credit);
        next = whole ? null : measure.rest(chunk, credit);
        credit -= measure.size(first);
        return first;
    }

    /** The peer takes so much more. True if that is what there was a chunk waiting for. */
    boolean grant(long size) {
        boolean waited = next != null && !fits(next);
        credit = Math.min(credit, UNLIMITED - 1 - size) + size;
        return waited && next != null && fits(next);
    }

    void cancel(Failure why) {
        body.cancel(why);
    }
}
