package io.tapio.body;

/**
 * A message with a body. Whoever is given one owns the body: reads it to its end, hands it on, or cancels it.
 *
 * @param head what is there at once
 * @param body what comes after it
 */
public record Streamed<H, C>(H head, Body<C> body) {
    /** A message without a body. */
    public static <H, C> Streamed<H, C> of(H head) {
        return new Streamed<>(head, Body.empty());
    }
}
