/**
 * What the world above the socket may know of a connection: who the peer is, when it is asked to end, and why it ended.
 *
 * <pre>
 *   connecting ──▶ handshaking ──▶ open ──▶ draining ──▶ closed(reason)
 *                                    └────▶ half-closed ──▶ closed(reason)
 * </pre>
 */
@NullMarked
package io.tapio.connection;

import org.jspecify.annotations.NullMarked;
