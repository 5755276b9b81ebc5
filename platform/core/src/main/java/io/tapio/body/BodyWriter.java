package io.tapio.body;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * Writes a body by hand: holds one chunk at most, and tells when its reader has taken it. Thread-safe; one write at a
 * time.
 */
public final class BodyWriter<C> {
    /** How the body has ended. */
    private sealed interface End {}

    private enum Complete implements End {
        INSTANCE
    }

    private record Broken(Failure why) implements End {}

    private final Body<C> body = new Written();
    private @Nullable C chunk;
    private @Nullable CompletableFuture<Done> writing;
    private @Nullable CompletableFuture<@Nullable C> reading;
    private @Nullable End end;

    /** What is read of what is written. */
    public Body<C> body() {
        return body;
    }

    /**
     * Hands {@code chunk} to the reader. Completes when that has taken it, which is the time to write the next; fails
     * with a {@link Failure} when the reader has left, and with an {@link IllegalStateException} if the chunk before
     * has not been taken yet.
     */
    public CompletionStage<Done> write(C chunk) {
        CompletableFuture<@Nullable C> reader;
        synchronized (this) {
            if (end instanceof Broken broken) {
                return CompletableFuture.failedFuture(broken.why);
            }
            if (end != null || writing != null) {
                return CompletableFuture.failedFuture(new IllegalStateException(
                        end != null ? "the body has ended" : "the chunk before has not been taken yet"));
            }
            reader = reading;
            reading = null;
            if (reader == null) {
                this.chunk = chunk;
                writing = new CompletableFuture<>();
                return writing;
            }
        }
        reader.complete(chunk);
        return CompletableFuture.completedFuture(Done.getInstance());
    }

    /** No more chunks; the one under way is still read. */
    public void end() {
        CompletableFuture<@Nullable C> reader = ended(Complete.INSTANCE);
        if (reader != null) {
            reader.complete(null);
        }
    }

    /** The body breaks off here: its reader is told why. */
    public void fail(Failure why) {
        CompletableFuture<@Nullable C> reader = ended(new Broken(why));
        if (reader != null) {
            reader.completeExceptionally(why);
        }
    }

    private synchronized @Nullable CompletableFuture<@Nullable C> ended(End how) {
        if (end != null) {
            return null;
        }
        end = how;
        CompletableFuture<@Nullable C> reader = reading;
        reading = null;
        return reader;
    }

    private final class Written implements Body<C> {
        @Override
        public CompletionStage<@Nullable C> next() {
            CompletableFuture<Done> writer;
            C next;
            synchronized (BodyWriter.this) {
                next = chunk;
                writer = writing;
                chunk = null;
                writing = null;
                if (next == null) {
                    return waited();
                }
            }
            if (writer != null) {
                writer.complete(Done.getInstance());
            }
            return CompletableFuture.completedFuture(next);
        }

        /** There is no chunk: the end, or one to wait for. */
        private CompletionStage<@Nullable C> waited() {
            if (end instanceof Broken broken) {
                return CompletableFuture.failedFuture(broken.why);
            }
            if (end != null) {
                return CompletableFuture.completedFuture(null);
            }
            if (reading != null) {
                return CompletableFuture.failedFuture(
                        new IllegalStateException("the chunk asked for before has not come yet"));
            }
            reading = new CompletableFuture<>();
            return reading;
        }

        @Override
        public void cancel(Failure why) {
            CompletableFuture<Done> writer;
            synchronized (BodyWriter.this) {
                if (end == Complete.INSTANCE && chunk == null) {
                    return;
                }
                writer = writing;
                chunk = null;
                writing = null;
            }
            Failure left = Failure.at(Where.CANCELLED, Processed.MAYBE, "the reader of the body has left")
                    .withCause(why);
            fail(left);
            if (writer != null) {
                writer.completeExceptionally(left);
            }
        }
    }
}
