package io.tapio.testkit.codec;

/**
 * Bytes that a codec must refuse for their size.
 *
 * @param bytes the beginning of a frame, up to where it is known to be too large
 * @param limit the number that the refusal names
 */
public record Oversized(byte[] bytes, long limit) {}
