package io.tapio.samples.kv.sortedset;

import io.tapio.samples.kv.data.IndexedMap;
import io.tapio.samples.kv.data.Key;

/** A member of a sorted set. Changed by its {@link SortedSet} only, and never part of a reply: its bytes are. */
final class Member extends IndexedMap.Item implements Comparable<Member> {
    private double score;

    Member(Key name, double score) {
        super(name);
        this.score = score;
    }

    byte[] bytes() {
        return key().bytes();
    }

    double score() {
        return score;
    }

    /** To be called while no tree has it, or if its place in the order stays the same. */
    void setScore(double score) {
        this.score = score;
    }

    /** By score, then by bytes; 0 and -0 are the same score. */
    @Override
    public int compareTo(Member other) {
        return score < other.score ? -1 : score > other.score ? 1 : key().compareTo(other.key());
    }
}
