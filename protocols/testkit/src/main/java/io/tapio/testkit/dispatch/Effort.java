package io.tapio.testkit.dispatch;

/**
 * How much it takes to believe that a law holds.
 *
 * @param networks a law about single events is checked on this many, of which the first is calm
 * @param scripts a law about whatever may happen is checked with this many random scripts
 * @param calls a law about what is left behind is checked with this many calls
 */
public record Effort(int networks, int scripts, int calls) {}
