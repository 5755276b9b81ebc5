package io.tapio.body;

import io.tapio.failure.Failure;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The chunks of an iterator. Readers on several threads are one after the other, which the lock makes visible. */
final class GivenBody<C> implements Body<C> {
    private Iterator<? extends C> chunks;

    GivenBody(Iterator<? extends C> chunks) {
        this.chunks = chunks;
    }

    @Override
    public synchronized CompletionStage<@Nullable C> next() {
        try {
            return CompletableFuture.completedFuture(chunks.hasNext() ? chunks.next() : null);
        } catch (RuntimeException thrown) {
            chunks = Collections.emptyIterator();
            return CompletableFuture.failedFuture(Failure.of(thrown));
        }
    }

    @Override
    public synchronized void cancel(Failure why) {
        chunks = Collections.emptyIterator();
    }

    @Override
    public synchronized boolean isEmpty() {
        return !chunks.hasNext();
    }
}
