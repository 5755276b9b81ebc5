package io.tapio.tcp;

import io.tapio.settings.Bound;
import java.util.List;
import org.apache.pekko.stream.snapshot.StreamSnapshot;

/**
 * A plan without its sockets, for people to see.
 *
 * @param maker the bounds of who makes the connections: a listener, or a client
 * @param streams the graph of one connection, as it runs; the attributes of its stages have their bounds
 * @param services the bounds that the services of a server's connection tell of
 */
public record PlanView(List<Bound> maker, List<StreamSnapshot> streams, List<Bound> services) {}
