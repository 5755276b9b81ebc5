package io.tapio.node.explain;

import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Bounded.Group;
import io.tapio.tcp.PlanView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server or a client, ready to be told of.
 *
 * @param about who it is and where it would listen, or what it would connect to
 * @param graphs those of one connection
 * @param maker the bounds of who makes connections
 * @param services what the stack around the services of a connection tells, and what they tell
 */
public record Explanation(
        About about, List<StageGraph> graphs, List<Bound> maker, List<Group> services, Origins origins) {
    /**
     * Its name, what it does and speaks, and the server's address.
     *
     * @param tls the certificate of a server behind TLS; null if the configuration puts it behind none
     */
    public record About(
            Role role,
            String name,
            String summary,
            String protocol,
            Place host,
            Place port,
            @Nullable Place tls) {}

    /** Who makes the connections. */
    public enum Role {
        LISTENER,
        CLIENT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A part of what a server is to the network, and where it was set.
     *
     * @param key null if no configuration has set it
     */
    public record Place(String value, @Nullable String key, String origin) {}

    public static Explanation of(About about, PlanView view, Origins origins) {
        return new Explanation(about, StageGraph.of(view.streams()), view.maker(), view.services(), origins);
    }

    /** All bounds, by who has them. */
    Map<String, List<Bound>> bounds() {
        Map<String, List<Bound>> all = new LinkedHashMap<>();
        all.put(about.role().toString(), maker);
        stages().forEach(stage -> all.merge(stage.name(), stage.bounds().orElse(List.of()), Explanation::both));
        services.forEach(group -> all.merge(group.owner(), group.bounds(), Explanation::both));
        all.values().removeIf(List::isEmpty);
        return all;
    }

    private static List<Bound> both(List<Bound> some, List<Bound> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    /** The roles of the stack, the outermost first. */
    List<String> stack() {
        return layers().map(Group::owner).distinct().toList();
    }

    Stream<Group> layers() {
        return services.stream().filter(group -> !isServices(group));
    }

    /** Those of the services themselves. */
    List<Bound> ownBounds() {
        return services.stream()
                .filter(Explanation::isServices)
                .flatMap(group -> group.bounds().stream())
                .toList();
    }

    private static boolean isServices(Group group) {
        return group.owner().equals(Bounded.SERVICE);
    }

    /** One line for each thing that may grow without end. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        bounds().forEach((owner, bounds) -> bounds.stream()
                .filter(Bound::isOpen)
                .map(bound -> owner + " has no bound on its " + bound.what()
                        + (bound.key() == null ? "" : " (" + bound.key() + ")"))
                .forEach(warnings::add));
        stages().filter(Stage::isSilent)
                .map(stage -> "stage " + stage.name() + " does not tell what it may keep (" + stage.type()
                        + "); give it " + Bounded.class.getName() + " among its attributes")
                .forEach(warnings::add);
        return warnings;
    }

    private Stream<Stage> stages() {
        return graphs.stream().flatMap(graph -> graph.stages().stream());
    }
}
