package io.tapio.samples.kv.sortedset;

/** What becomes of the scores that a member has in several sets. */
enum Aggregate {
    SUM {
        @Override
        double of(double score, double other) {
            return orZero(score + other);
        }
    },
    MIN {
        @Override
        double of(double score, double other) {
            return other < score ? other : score;
        }
    },
    MAX {
        @Override
        double of(double score, double other) {
            return other > score ? other : score;
        }
    };

    /** A number, as long as the first one is. */
    abstract double of(double score, double other);

    /** Infinities that cancel each other are nothing, as in Redis. */
    static double orZero(double score) {
        return Double.isNaN(score) ? 0 : score;
    }
}
