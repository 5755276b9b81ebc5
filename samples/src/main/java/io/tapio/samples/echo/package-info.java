/**
 * Bytes back as they come. What a socket and a protocol share is a flow of bytes, and this is the shortest one.
 *
 * <pre>
 *   socket ──▶ (nothing) ──▶ socket
 * </pre>
 *
 * <ol>
 *   <li>A peer that does not read its bytes is not read: what waits for it is one chunk.
 *   <li>A peer that has closed its side gets all that it sent, and then the end.
 * </ol>
 */
@NullMarked
package io.tapio.samples.echo;

import org.jspecify.annotations.NullMarked;
