package io.tapio.body;

import io.tapio.failure.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a running stream. Each hop from it costs a message, so it brings all that have come since the last,
 * up to a few: small chunks would cost a hop each otherwise, and a write each on the wire.
 */
final class StreamBody<C> implements Body<C> {
    private static final int MOST = 16;

    private final SinkQueueWithCancel<List<C>> queue;
    private Iterator<C> here = Collections.emptyIterator();

    private StreamBody(SinkQueueWithCancel<List<C>> queue) {
        this.queue = queue;
    }

    static <C> Body<C> of(Source<C, ?> source, Materializer materializer) {
        Sink<List<C>, SinkQueueWithCancel<List<C>>> oneAhead =
                Sink.<List<C>>queue(1).addAttributes(Attributes.inputBuffer(1, 1));
        return new StreamBody<>(
                source.batch(MOST, StreamBody::first, StreamBody::and).runWith(oneAhead, materializer));
    }

    private static <C> List<C> first(C element) {
        List<C> elements = new ArrayList<>(1);
        elements.add(element);
        return elements;
    }

    private static <C> List<C> and(List<C> elements, C next) {
        elements.add(next);
        return elements;
    }

    @Override
    public CompletionStage<@Nullable C> next() {
        synchronized (this) {
            if (here.hasNext()) {
                return CompletableFuture.completedFuture(here.next());
            }
        }
        CompletableFuture<@Nullable C> next = new CompletableFuture<>();
        queue.pull().whenComplete((elements, thrown) -> {
            if (thrown == null) {
                next.complete(elements.map(this::take).orElse(null));
            } else {
                next.completeExceptionally(thrown instanceof IllegalStateException ? thrown : Failure.of(thrown));
            }
        });
        return next;
    }

    private synchronized C take(List<C> elements) {
        here = elements.iterator();
        return here.next();
    }

    @Override
    public synchronized void cancel(Failure why) {
        here = Collections.emptyIterator();
        queue.cancel();
    }
}
