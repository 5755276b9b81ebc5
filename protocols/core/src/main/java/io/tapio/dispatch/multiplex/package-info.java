/**
 * Multiplexed request and response: many calls may be under way on a connection, each with an id, and the responses
 * come in whatever order they become ready.
 *
 * <pre>
 *   server                                              client
 *                ┌──────────────────────────┐                           ┌─────────────────────────┐
 *   messages ──▶ │ waiting ▷ running, by id │                 call ───▶ │ waiting ▷ in flight, by │ ──▶ messages
 *                │                          │                           │ id                      │
 *            ◀── │ answered                 │               answer ◀─── │                         │ ◀── messages
 *                └──────────────────────────┘                           └─────────────────────────┘
 * </pre>
 *
 * <ol>
 *   <li>A slow call holds up no other. At most {@code max-in-flight} calls of a connection run; {@code max-waiting}
 *       requests more are read, so that a cancel behind them is heard; then reading stops.
 *   <li>An id is in use until its call is answered, on both sides. A peer that uses one twice, or answers one that
 *       nobody waits for, has broken the protocol: what is under way is answered, and its connection ends.
 *   <li>A caller that leaves costs the connection nothing: with {@link io.tapio.dispatch.multiplex.Message.Cancel} the
 *       service's context is cancelled and the call is answered at once; without, the reply is dropped when it comes.
 *   <li>A failed call becomes an {@link io.tapio.dispatch.multiplex.Message.Error} with its id and hurts no other.
 *   <li>One-way messages are calls whose answer is dropped; they count as running until it is there.
 *   <li>A server that drains answers what it has read. With {@link io.tapio.dispatch.multiplex.Message.Goodbye} it
 *       tells its client before, who makes no more calls and closes when those it has made are answered: then no call
 *       is lost.
 *   <li>A peer that has closed its side still gets its answers. When the connection ends, calls under way are
 *       cancelled.
 * </ol>
 */
@NullMarked
package io.tapio.dispatch.multiplex;

import org.jspecify.annotations.NullMarked;
