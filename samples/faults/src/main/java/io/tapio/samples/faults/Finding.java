package io.tapio.samples.faults;

/**
 * @param promise what has to hold
 * @param figure what was found
 */
record Finding(String promise, String figure, boolean held) {}
