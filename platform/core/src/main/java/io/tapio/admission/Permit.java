package io.tapio.admission;

/** What one call takes of a {@link Limiter}. A {@link Gate} sees to it that each is given back, and once. */
@FunctionalInterface
public interface Permit {
    void giveBack(Outcome outcome);
}
