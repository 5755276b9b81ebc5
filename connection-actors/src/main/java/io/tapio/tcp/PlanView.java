package io.tapio.tcp;

import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import java.util.List;
import org.apache.pekko.stream.snapshot.StreamSnapshot;

/**
 * A plan without its sockets, for people to see.
 *
 * @param maker the bounds of who makes the connections: a listener, or a client
 * @param streams the graph of one connection, as it runs; the attributes of its stages have their bounds
 * @param services what the stack around a connection's services tells, layer by layer, and what they tell themselves
 */
public record PlanView(List<Bound> maker, List<StreamSnapshot> streams, List<Bounded.Group> services) {}
