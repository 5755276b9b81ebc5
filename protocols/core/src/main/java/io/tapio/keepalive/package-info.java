/**
 * Ping and pong below the service: a layer between codec and dispatch.
 *
 * <pre>
 *   from the peer ──▶ request, ping, pong, request ──▶ ┌────────────┐ ──▶ request, request ──▶ dispatch
 *                                                      │ keep-alive │
 *     to the peer ◀── reply, pong, ping ◀───────────── └────────────┘ ◀── reply ◀───────────── dispatch
 * </pre>
 *
 * <ol>
 *   <li>A ping of the peer is answered between replies, without waiting for calls; neither it nor a pong comes to the
 *       dispatch.
 *   <li>A peer that is silent for {@code tapio.keepalive.ping-interval} is pinged; one that stays silent for
 *       {@code pong-timeout} after that ends the connection, with the reason {@code ping_timeout}. Whatever it sends is
 *       a sign of life.
 *   <li>Silence counts only while this side reads: a server with as many calls under way as it takes hears no pongs,
 *       and answers no pings.
 *   <li>Runs of frames are handed on whole. A connection has one timer, set anew when it rings and not for each frame,
 *       and none if it does not ping.
 * </ol>
 */
@NullMarked
package io.tapio.keepalive;

import org.jspecify.annotations.NullMarked;
