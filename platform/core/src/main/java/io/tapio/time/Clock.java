package io.tapio.time;

import org.apache.pekko.stream.Attributes;

/**
 * The timer of the place where a graph runs, as an attribute of it: for a stage that belongs to no connection that it
 * knows. Whoever starts a connection's graph sets it.
 */
public record Clock(Timer timer) implements Attributes.Attribute {
    /** The timer that {@code attributes} name, or that of the JVM. */
    public static Timer of(Attributes attributes) {
        return attributes.getAttribute(Clock.class).map(Clock::timer).orElseGet(Timer::shared);
    }
}
