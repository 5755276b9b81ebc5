package io.tapio.filter;

import io.tapio.connection.ConnectionInfo;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A filter around the service of each connection. What the filter tells of itself, each of those services tells. */
record FilteredFactory<Q, A, Q2, A2>(Filter<Q, A, Q2, A2> filter, ServiceFactory<Q2, A2> services)
        implements ServiceFactory<Q, A>, Bounded {
    @Override
    public CompletionStage<Service<Q, A>> open(ConnectionInfo connection) {
        return services.open(connection).thenApply(filter::apply);
    }

    @Override
    public List<Bound> bounds() {
        return Bounded.of(services);
    }

    @Override
    public List<Group> groups() {
        return Bounded.groups(services);
    }
}
