package io.tapio.stack;

import com.typesafe.config.ConfigException;
import io.tapio.filter.AnyFilter;
import io.tapio.filter.Layer;
import io.tapio.filter.Role;
import io.tapio.filter.Stack;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import io.tapio.settings.UnknownKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.ClassicActorSystemProvider;

/**
 * A stack for calls of whatever types, which is made once the types are known: {@link #make} then gives the same
 * {@link Stack}, as data, to change and to put around a service. Immutable.
 *
 * <pre>{@code
 * StandardStack.server(parts).without(Role.TOTAL_TIMEOUT).<String, String>make().apply(service)
 * }</pre>
 */
public final class StandardStack {
    private static final StandardStack NONE = new StandardStack(List.of());

    private record Entry(Role role, AnyFilter filter) {
        <Q, A> Layer<Q, A> layer() {
            return new Layer<>(role, filter.make());
        }
    }

    private final List<Entry> entries;

    private StandardStack(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** No filter at all. */
    public static StandardStack none() {
        return NONE;
    }

    /** That of the servers of {@code system}, which counts with the system, and traces nothing. */
    public static StandardStack server(ClassicActorSystemProvider system) {
        return server(Parts.of(system, "server"));
    }

    /** That of the clients of {@code system}, which counts with the system, and traces nothing. */
    public static StandardStack client(ClassicActorSystemProvider system) {
        return client(Parts.of(system, "client"));
    }

    /** That of a server, as {@code tapio.stack.server} has it. */
    public static StandardStack server(Parts parts) {
        return of("tapio.stack.server", parts, new ServerLayers(parts).byWord());
    }

    /** That of a client, as {@code tapio.stack.client} has it. */
    public static StandardStack client(Parts parts) {
        return of("tapio.stack.client", parts, new ClientLayers(parts).byWord());
    }

    private static StandardStack of(String key, Parts parts, Map<String, AnyFilter> known) {
        List<Entry> entries = new ArrayList<>();
        for (String word : parts.config().getStringList(key)) {
            AnyFilter filter = known.get(word);
            if (filter == null) {
                throw new ConfigException.BadValue(
                        parts.config().getValue(key).origin(),
                        key,
                        "has " + word + ", which is no role there; did you mean "
                                + UnknownKeys.nearest(word, known.keySet()) + "?");
            }
            entries.add(new Entry(role(word), filter));
        }
        return new StandardStack(entries);
    }

    /** An adaptive limit stands where a fixed one does, and there is room for one of them. */
    private static Role role(String word) {
        return word.equals(CommonLayers.ADAPTIVE_LIMIT) ? Role.CONCURRENCY_LIMIT : new Role(word);
    }

    /** Without the layers of these roles, where they are there. */
    public StandardStack without(Role... roles) {
        return new StandardStack(entries.stream()
                .filter(entry -> !Arrays.asList(roles).contains(entry.role))
                .toList());
    }

    /** With {@code filter} next to the service. */
    public StandardStack innermost(Role role, AnyFilter filter) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(role, filter));
        return new StandardStack(more);
    }

    /** With {@code filter} outside of all. */
    public StandardStack outermost(Role role, AnyFilter filter) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(0, new Entry(role, filter));
        return new StandardStack(more);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The stack around a service. */
    public <Q, A> Service<Q, A> around(Service<Q, A> service) {
        return isEmpty() ? service : this.<Q, A>make().apply(service);
    }

    /** One stack around the service of each connection. */
    public <Q, A> ServiceFactory<Q, A> around(ServiceFactory<Q, A> services) {
        return isEmpty() ? services : this.<Q, A>make().around(services);
    }

    /**
     * The stack for calls of these types, with filters of its own.
     *
     * @throws IllegalArgumentException if a role stands twice, or where it does not belong
     */
    @SuppressWarnings("unchecked") // an array of a generic type
    public <Q, A> Stack<Q, A> make() {
        return Stack.of(entries.stream().map(Entry::<Q, A>layer).toArray(Layer[]::new));
    }
}
