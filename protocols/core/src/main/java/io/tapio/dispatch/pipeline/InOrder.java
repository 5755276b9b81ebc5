package io.tapio.dispatch.pipeline;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Replies in the order of their requests, whatever order they come in. Not thread-safe. */
public final class InOrder<A> {
    /** A request's place in order. */
    public static final class Place<A> {
        private @Nullable Outcome<A> outcome;

        private Place() {}
    }

    private sealed interface Outcome<A> {}

    private record Reply<A>(A frame) implements Outcome<A> {}

    /** The place of a request whose failure the protocol cannot express, or of bytes that cannot be decoded. */
    private record End<A>(Throwable cause) implements Outcome<A> {}

    private final Queue<Place<A>> places = new ArrayDeque<>(1);

    public int size() {
        return places.size();
    }

    public boolean isEmpty() {
        return places.isEmpty();
    }

    /** A place for the request that comes now. */
    public Place<A> open() {
        Place<A> place = new Place<>();
        places.add(place);
        return place;
    }

    public void reply(Place<A> place, A frame) {
        place.outcome = new Reply<>(frame);
    }

    /** Nothing comes after the replies before this place. */
    public void end(Place<A> place, Throwable cause) {
        place.outcome = new End<>(cause);
    }

    /** The reply of the oldest request, if that has one; its place is free after it. */
    public @Nullable A take() {
        Place<A> oldest = places.peek();
        if (oldest != null && oldest.outcome instanceof Reply<A> reply) {
            places.remove();
            return reply.frame;
        }
        return null;
    }

    /** True if {@link #take()} would give a reply. */
    public boolean hasReply() {
        Place<A> oldest = places.peek();
        return oldest != null && oldest.outcome instanceof Reply<A>;
    }

    /** The cause, if all replies before an end were taken. */
    public @Nullable Throwable ended() {
        Place<A> oldest = places.peek();
        return oldest != null && oldest.outcome instanceof End<A> end ? end.cause : null;
    }
}
