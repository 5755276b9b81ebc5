package io.tapio.filter;

import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import java.util.List;

/** A service with a filter around it that bounds nothing: it tells the bounds of what is inside. */
public interface Transparent<Q, A> extends Service<Q, A>, Bounded {
    /** The service inside. */
    Service<?, ?> next();

    @Override
    default List<Bound> bounds() {
        return Bounded.of(next());
    }

    @Override
    default List<Group> groups() {
        return Bounded.groups(next());
    }
}
