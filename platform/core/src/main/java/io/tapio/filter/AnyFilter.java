package io.tapio.filter;

/**
 * Makes a filter for calls of whatever types. Not a lambda, because those have no types of their own, but a reference
 * to a method that has: {@code Timeouts::ofAMinute}.
 */
@FunctionalInterface
public interface AnyFilter {
    <Q, A> Filter<Q, A, Q, A> make();
}
