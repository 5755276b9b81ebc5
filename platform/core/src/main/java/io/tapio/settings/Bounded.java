package io.tapio.settings;

import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.stream.Attributes;

/**
 * Tells the bounds of what it stands for, when it is asked: a stage has one among its attributes, beside its name; a
 * service or its factory is one.
 *
 * <pre>{@code
 * Attributes.name("window").and(Bounded.by(Bound.count("frames that wait", frames, "my.window.frames")))
 * }</pre>
 *
 * A stage makes its attributes once for all connections, because they are the same for all.
 */
@FunctionalInterface
public interface Bounded extends Attributes.Attribute {
    /** The owner of what is not made of several. */
    String SERVICE = "service";

    /** Of a stage that keeps no more than the element in its hands. */
    Bounded NOTHING = List::of;

    List<Bound> bounds();

    /** These bounds, and then those of {@code other}. */
    default Bounded and(Bounded other) {
        return () -> Stream.concat(bounds().stream(), other.bounds().stream()).toList();
    }

    /** What {@code service} tells, if it tells any. */
    static List<Bound> of(Object service) {
        return service instanceof Bounded bounded ? bounded.bounds() : List.of();
    }

    /** The bounds by who has them, for one that is made of several. */
    default List<Group> groups() {
        return List.of(new Group(SERVICE, bounds()));
    }

    /** What {@code service} tells, by who has it. */
    static List<Group> groups(Object service) {
        return service instanceof Bounded bounded ? bounded.groups() : List.of();
    }

    /** The bounds of one part, which has a name. */
    record Group(String owner, List<Bound> bounds) {}

    /** A bound alone. */
    static Bounded by(Bound bound) {
        return () -> List.of(bound);
    }
}
