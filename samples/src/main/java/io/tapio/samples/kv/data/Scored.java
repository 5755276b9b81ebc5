package io.tapio.samples.kv.data;

import org.jspecify.annotations.Nullable;

/**
 * A value that counts as a sorted set where several of them are combined: each member of a plain set has the score 1.
 */
public interface Scored {
    /** Is shown one member after the other. */
    @FunctionalInterface
    interface Visitor {
        void visit(Key member, double score);
    }

    int count();

    /** The score of a member; null if it is none. */
    @Nullable
    Double score(Key member);

    /** Shows every member, in no order. */
    void forEach(Visitor visitor);
}
