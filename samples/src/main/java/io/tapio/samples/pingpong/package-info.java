/**
 * Pings below the service, which sees none of them.
 *
 * <pre>
 *   hello   ──▶  hello          the service's
 *   PING    ──▶  PONG           the connection's own
 *           ◀──  PING           after {@code tapio.keepalive.ping-interval} of silence
 *   PONG    ──▶                 within {@code tapio.keepalive.pong-timeout}, or the connection ends
 * </pre>
 */
@NullMarked
package io.tapio.samples.pingpong;

import org.jspecify.annotations.NullMarked;
