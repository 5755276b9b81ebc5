/**
 * A greeting before the protocol proper.
 *
 * <pre>
 *   You ready?   ──▶  Bring it!
 *   hello        ──▶  HELLO
 * </pre>
 *
 * <ol>
 *   <li>Whoever does not greet is told so, and gets nothing else; whoever says nothing, after
 *       {@code tapio.handshake.timeout}.
 *   <li>A client's session comes when its greeting is answered, or fails with why it was not.
 * </ol>
 */
@NullMarked
package io.tapio.samples.handshake;

import org.jspecify.annotations.NullMarked;
