package io.tapio.samples.benchmarks;

/**
 * How a row of calls was answered.
 *
 * @param seconds for how long calls were made
 * @param calls how many
 * @param good those that were done in time
 * @param done how long those took that were done, from when they should have been sent
 * @param refused the same, of those that were refused
 */
record Answers(double seconds, int calls, int good, Times done, Times refused) {
    /** Calls done in time, in a second. */
    double goodput() {
        return good / seconds;
    }
}
