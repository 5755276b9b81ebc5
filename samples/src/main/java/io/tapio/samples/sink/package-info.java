/**
 * Takes as much as comes and keeps nothing of it: a count in one line is the answer when the peer closes its side.
 *
 * <pre>
 *   socket ──▶ fold ──▶ "1048576 bytes"⏎ ──▶ socket
 * </pre>
 *
 * <ol>
 *   <li>A connection costs the same however much comes on it.
 *   <li>A server that drains ends the input for its peer, who is told how much had come by then.
 * </ol>
 */
@NullMarked
package io.tapio.samples.sink;

import org.jspecify.annotations.NullMarked;
