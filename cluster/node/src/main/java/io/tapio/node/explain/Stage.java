package io.tapio.node.explain;

import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.snapshot.LogicSnapshot;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A stage of a graph.
 *
 * @param name the one that it has among its attributes, or else that of its class
 * @param type its class
 * @param bounds of what it keeps; empty if it does not tell any
 */
record Stage(String name, String type, Optional<List<Bound>> bounds) {
    private static final String PEKKO = "org.apache.pekko.";
    private static final Pattern QUALIFIED = Pattern.compile("([a-z]\\w*\\.)+[A-Z].*");

    /** Stages of Pekko that keep as many elements as they were told to, which they do not tell, or as many as come. */
    private static final Set<String> KEEPERS = Set.of(
            "ActorRefSource",
            "Batch",
            "BoundedSourceQueueStage",
            "BroadcastHub",
            "Buffer",
            "Delay",
            "Fold",
            "FoldAsync",
            "MergeHub",
            "QueueSink",
            "QueueSource",
            "Reduce",
            "SeqStage");

    static Stage of(LogicSnapshot logic) {
        String type = logic.label().replaceAll("[-(@].*", "");
        Iterable<Attributes.Attribute> attributes =
                CollectionConverters.asJava(logic.attributes().attributeList());
        Optional<String> name = Optional.empty();
        Optional<List<Bound>> bounds = Optional.empty();
        for (Attributes.Attribute each : attributes) { // the stage's own come before those of the graphs around it
            if (name.isEmpty() && each instanceof Attributes.Name own) {
                name = Optional.of(own.n());
            } else if (bounds.isEmpty() && each instanceof Bounded own) {
                bounds = Optional.of(own.bounds());
            }
        }
        Optional<List<Bound>> told = bounds.or(() -> boundary(type, logic.attributes()));
        return new Stage(name.orElseGet(() -> words(simple(type))), type, told);
    }

    /** Between two actors of one graph Pekko keeps a batch of elements. */
    private static Optional<List<Bound>> boundary(String type, Attributes attributes) {
        return type.equals("BatchingActorInputBoundary")
                ? attributes
                        .getAttribute(Attributes.InputBuffer.class)
                        .map(buffer -> List.of(Bound.count(
                                "elements between two actors",
                                buffer.max(),
                                "pekko.stream.materializer.max-input-buffer-size")))
                : Optional.empty();
    }

    /** True if it may keep what nobody has told a bound of. */
    boolean isSilent() {
        return bounds.isEmpty() && (!isPekkos() || KEEPERS.contains(simple(type)));
    }

    /** Some of Pekko's call themselves by a short name; those of others have their package. */
    private boolean isPekkos() {
        return type.startsWith(PEKKO) || !QUALIFIED.matcher(type).matches();
    }

    /** The bounds of what it keeps, without its deadlines. */
    List<Bound> room() {
        return bounds.orElse(List.of()).stream()
                .filter(bound -> bound.unit() != Bound.Unit.TIME)
                .toList();
    }

    /** The class without its package and without the classes in it that have no name of their own. */
    private static String simple(String type) {
        String whole = type.replaceFirst("\\.Logic$", "");
        List<String> parts = List.of(whole.substring(whole.lastIndexOf('.') + 1).split("\\$"));
        Predicate<String> nameless = part -> part.matches("|anon|\\d+|Logic");
        return parts.stream()
                .filter(nameless.negate())
                .reduce((outer, inner) -> inner)
                .orElse(type);
    }

    /** {@code FlattenMerge} as the names of stages are written: {@code flatten-merge}. */
    private static String words(String type) {
        return type.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
