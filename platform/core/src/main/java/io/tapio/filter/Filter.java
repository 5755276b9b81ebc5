package io.tapio.filter;

import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;

/** Turns one service into another, and may change its types: {@code [Q -> (Q2 -> A2) -> A]}. */
@FunctionalInterface
public interface Filter<Q, A, Q2, A2> {
    Service<Q, A> apply(Service<Q2, A2> next);

    /** This filter outside, {@code inner} between it and the service. */
    default <Q3, A3> Filter<Q, A, Q3, A3> andThen(Filter<Q2, A2, Q3, A3> inner) {
        return next -> apply(inner.apply(next));
    }

    /** This filter around the service of each connection. What it keeps, all of them share. */
    default ServiceFactory<Q, A> around(ServiceFactory<Q2, A2> services) {
        return new FilteredFactory<>(this, services);
    }

    /** The filter that is not there. */
    static <Q, A> Filter<Q, A, Q, A> identity() {
        return next -> next;
    }
}
