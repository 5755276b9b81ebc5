package io.tapio.filter;

import io.tapio.service.Service;
import io.tapio.settings.Bounded.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Filters in their order, as data: looked at, and changed by role, before they are put around a service. Immutable.
 *
 * <pre>
 *   request  ──▶ [ outermost ] ──▶ … ──▶ [ innermost ] ──▶ service
 *   response ◀── [           ] ◀── … ◀── [           ] ◀──
 * </pre>
 *
 * <p>Every change checks that no role stands twice, nor on the wrong side of another ({@link Role} says which and why).
 */
public final class Stack<Q, A> implements Filter<Q, A, Q, A> {
    private final List<Layer<Q, A>> layers;

    private Stack(List<Layer<Q, A>> layers) {
        this.layers = List.copyOf(layers);
        Role.check(layers.stream().map(Layer::role).toList());
    }

    /** A stack of these, the outermost first. */
    @SafeVarargs
    public static <Q, A> Stack<Q, A> of(Layer<Q, A>... layers) {
        return new Stack<>(Arrays.asList(layers));
    }

    /** The outermost first. */
    public List<Layer<Q, A>> layers() {
        return layers;
    }

    /** The settings of each layer, by its role. */
    public List<Group> groups() {
        return layers.stream()
                .map(layer -> new Group(layer.role().name(), layer.settings()))
                .toList();
    }

    public boolean has(Role role) {
        return layers.stream().anyMatch(layer -> layer.role().equals(role));
    }

    /** With {@code filter} outside of all. */
    public Stack<Q, A> outermost(Role role, Filter<Q, A, Q, A> filter) {
        return changed(all -> all.add(0, new Layer<>(role, filter)));
    }

    /** With {@code filter} next to the service. */
    public Stack<Q, A> innermost(Role role, Filter<Q, A, Q, A> filter) {
        return changed(all -> all.add(new Layer<>(role, filter)));
    }

    /** With {@code filter} right outside of the layer that has the role {@code of}. */
    public Stack<Q, A> outside(Role of, Role role, Filter<Q, A, Q, A> filter) {
        return changed(all -> all.add(place(of), new Layer<>(role, filter)));
    }

    /** With {@code filter} right inside of the layer that has the role {@code of}. */
    public Stack<Q, A> inside(Role of, Role role, Filter<Q, A, Q, A> filter) {
        return changed(all -> all.add(place(of) + 1, new Layer<>(role, filter)));
    }

    /** With {@code filter} in the place of the layer that has the role. */
    public Stack<Q, A> replace(Role role, Filter<Q, A, Q, A> filter) {
        return changed(all -> all.set(place(role), new Layer<>(role, filter)));
    }

    /** Without the layer that has the role. */
    public Stack<Q, A> without(Role role) {
        return changed(all -> all.remove(place(role)));
    }

    /** With each filter as {@code change} gives it back, at the same place. */
    public Stack<Q, A> map(UnaryOperator<Layer<Q, A>> change) {
        return new Stack<>(layers.stream().map(change).toList());
    }

    /** @throws IllegalArgumentException if there is no such layer: a slip of the pen must not leave a service bare */
    private int place(Role role) {
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).role().equals(role)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no layer of " + this + " has the role " + role);
    }

    private Stack<Q, A> changed(Consumer<List<Layer<Q, A>>> change) {
        List<Layer<Q, A>> changed = new ArrayList<>(layers);
        change.accept(changed);
        return new Stack<>(changed);
    }

    @Override
    public Service<Q, A> apply(Service<Q, A> service) {
        Service<Q, A> stacked = service;
        for (int i = layers.size() - 1; i >= 0; i--) {
            stacked = layers.get(i).filter().apply(stacked);
        }
        return new Stacked<>(this, stacked, service);
    }

    @Override
    public String toString() {
        return layers.stream().map(Layer::role).toList().toString();
    }
}
