package io.tapio.stats;

import java.util.Map;

/** A metric with values for its tags, as exporters read it: each method tells what is true when it is called. */
public sealed interface Reading {
    Metric metric();

    /** Those of the metric, and those of the service; in the order in which they were given. */
    Map<String, String> tags();

    /** Of a counter or a gauge. */
    non-sealed interface Number extends Reading {
        long value();
    }

    /** Of a distribution, from the beginning on: two exporters do not disturb each other. */
    non-sealed interface Spread extends Reading {
        /** How many values came. */
        long count();

        /** What they are together. */
        long sum();

        /** How they are spread. Dearer than the others: it looks at every size that there can be. */
        Percentiles percentiles();
    }
}
