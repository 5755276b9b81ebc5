package io.tapio.dispatch.pipeline;

import java.util.ArrayDeque;
import java.util.Objects;
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

    /** The last of all replies, and what follows from that. */
    private record Last<A>(A frame, Throwable cause) implements Outcome<A> {}

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

    /**
     * What has come of a request that failed.
     *
     * @param frame its reply; null if it gets none
     * @param end why nothing comes behind this place; null if something may. One of the two is there.
     */
    public void settle(Place<A> place, @Nullable A frame, @Nullable Throwable end) {
        if (end == null) {
            reply(place, Objects.requireNonNull(frame));
        } else if (frame == null) {
            end(place, end);
        } else {
            place.outcome = new Last<>(frame, end);
        }
    }

    /** The reply of the oldest request, if that has one; its place is free after it, unless it is the last. */
    public @Nullable A take() {
        Place<A> oldest = places.peek();
        if (oldest == null) {
            return null;
        } else if (oldest.outcome instanceof Reply<A> reply) {
            places.remove();
            return reply.frame;
        } else if (oldest.outcome instanceof Last<A> last) {
            oldest.outcome = new End<>(last.cause);
            return last.frame;
        }
        return null;
    }

    /** True if {@link #take()} would give a reply. */
    public boolean hasReply() {
        Place<A> oldest = places.peek();
        return oldest != null && (oldest.outcome instanceof Reply<A> || oldest.outcome instanceof Last<A>);
    }

    /** The cause, if all replies before an end were taken. */
    public @Nullable Throwable ended() {
        Place<A> oldest = places.peek();
        return oldest != null && oldest.outcome instanceof End<A> end ? end.cause : null;
    }
}
