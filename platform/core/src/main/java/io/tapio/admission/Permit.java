package io.tapio.admission;

/** What one call takes of a {@link Limiter}. A {@link Gate} sees to it that each is given back, and once. */
@FunctionalInterface
public interface Permit {
    void giveBack(Outcome outcome);

    /** This permit, now that its call begins: for a limiter that measures, and a caller that has held it for long. */
    default Permit atCall() {
        return this;
    }
}
