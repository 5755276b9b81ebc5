package io.tapio.filter;

import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import java.util.List;

/**
 * A filter at its place in a {@link Stack}.
 *
 * @param filter what it does; tells its settings if it is a {@link Bounded}
 */
public record Layer<Q, A>(Role role, Filter<Q, A, Q, A> filter) {
    /** Its settings that are in force. */
    public List<Bound> settings() {
        return Bounded.of(filter);
    }
}
