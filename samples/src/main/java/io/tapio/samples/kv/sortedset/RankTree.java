package io.tapio.samples.kv.sortedset;

import java.util.Comparator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Elements in order, each found by its rank, the first being 0.
 *
 * <p>A weight-balanced tree: every node knows how many there are below it, which gives the ranks and also keeps the
 * tree in balance, with the parameters that Hirai and Yamamoto have proved right ("Balancing weight-balanced trees",
 * 2011). Its height is at most 2.41 log2 of the size, so that recursion is bounded.
 */
final class RankTree<E> {
    /** One side may weigh so many times as much as the other. */
    private static final int SKEW = 3;

    /** One rotation is enough if the inner grandchild weighs less than so many times as much as the outer one. */
    private static final int SINGLE = 2;

    private final Comparator<? super E> order;
    private @Nullable Node<E> root;

    private static final class Node<E> {
        private final E element;
        private @Nullable Node<E> left;
        private @Nullable Node<E> right;
        private int size = 1;

        private Node(E element) {
            this.element = element;
        }
    }

    /** @param order has to tell all elements apart, and to stay as it is while they are here */
    RankTree(Comparator<? super E> order) {
        this.order = order;
    }

    int size() {
        return size(root);
    }

    /** Adds an element that is not here yet. */
    void add(E element) {
        root = add(root, element);
    }

    /** Removes an element, if it is here. */
    void remove(E element) {
        root = remove(root, element);
    }

    /**
     * How many elements come before the first one that is not in the low part, which has to be where the order starts.
     */
    int countLow(Predicate<? super E> isLow) {
        int count = 0;
        Node<E> node = root;
        while (node != null) {
            if (isLow.test(node.element)) {
                count += size(node.left) + 1;
                node = node.right;
            } else {
                node = node.left;
            }
        }
        return count;
    }

    /** Those with ranks from {@code from} up to, but without, {@code to}; in order. */
    void forEach(int from, int to, Consumer<? super E> action) {
        up(root, from, to, action);
    }

    /** Those with ranks from {@code from} up to, but without, {@code to}; the last one first. */
    void forEachDown(int from, int to, Consumer<? super E> action) {
        down(root, from, to, action);
    }

    private static <E> void up(@Nullable Node<E> node, int from, int to, Consumer<? super E> action) {
        if (node == null || from >= to || from >= node.size || to <= 0) {
            return;
        }
        int rank = size(node.left);
        up(node.left, from, to, action);
        if (from <= rank && rank < to) {
            action.accept(node.element);
        }
        up(node.right, from - rank - 1, to - rank - 1, action);
    }

    private static <E> void down(@Nullable Node<E> node, int from, int to, Consumer<? super E> action) {
        if (node == null || from >= to || from >= node.size || to <= 0) {
            return;
        }
        int rank = size(node.left);
        down(node.right, from - rank - 1, to - rank - 1, action);
        if (from <= rank && rank < to) {
            action.accept(node.element);
        }
        down(node.left, from, to, action);
    }

    private Node<E> add(@Nullable Node<E> node, E element) {
        if (node == null) {
            return new Node<>(element);
        }
        if (order.compare(element, node.element) < 0) {
            node.left = add(node.left, element);
        } else {
            node.right = add(node.right, element);
        }
        return balanced(node);
    }

    private @Nullable Node<E> remove(@Nullable Node<E> node, E element) {
        if (node == null) {
            return null;
        }
        int way = order.compare(element, node.element);
        if (way == 0) {
            return joined(node.left, node.right);
        }
        if (way < 0) {
            node.left = remove(node.left, element);
        } else {
            node.right = remove(node.right, element);
        }
        return balanced(node);
    }

    /** What is left when the node above these two goes: the first one on the right takes its place. */
    private static <E> @Nullable Node<E> joined(@Nullable Node<E> left, @Nullable Node<E> right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        Node<E> first = right;
        while (first.left != null) {
            first = first.left;
        }
        first.right = withoutFirst(right);
        first.left = left;
        return balanced(first);
    }

    private static <E> @Nullable Node<E> withoutFirst(Node<E> node) {
        if (node.left == null) {
            return node.right;
        }
        node.left = withoutFirst(node.left);
        return balanced(node);
    }

    /** The node, or the one that takes its place, with its size right after one element came or went below it. */
    private static <E> Node<E> balanced(Node<E> node) {
        Node<E> left = node.left;
        Node<E> right = node.right;
        if (right != null && weight(right) > SKEW * weight(left)) {
            if (weight(right.left) >= SINGLE * weight(right.right)) {
                node.right = turnedRight(right);
            }
            return turnedLeft(node);
        }
        if (left != null && weight(left) > SKEW * weight(right)) {
            if (weight(left.right) >= SINGLE * weight(left.left)) {
                node.left = turnedLeft(left);
            }
            return turnedRight(node);
        }
        return counted(node);
    }

    private static <E> Node<E> turnedLeft(Node<E> node) {
        Node<E> top = node.right;
        if (top == null) {
            return counted(node);
        }
        node.right = top.left;
        top.left = counted(node);
        return counted(top);
    }

    private static <E> Node<E> turnedRight(Node<E> node) {
        Node<E> top = node.left;
        if (top == null) {
            return counted(node);
        }
        node.left = top.right;
        top.right = counted(node);
        return counted(top);
    }

    private static <E> Node<E> counted(Node<E> node) {
        node.size = size(node.left) + 1 + size(node.right);
        return node;
    }

    private static int size(@Nullable Node<?> node) {
        return node == null ? 0 : node.size;
    }

    /** One more than the size, so that nothing has a weight too; long, so that it can be multiplied. */
    private static long weight(@Nullable Node<?> node) {
        return size(node) + 1L;
    }
}
