/**
 * Multiplexed request and response whose messages may have bodies.
 *
 * <pre>
 *   on the wire:  request 7 │ request 8 │ chunk 7 │ reply 8 │ chunk 7 │ chunk 8 │ end 7 │ …     bodies take turns
 * </pre>
 *
 * <ol>
 *   <li>What the plain multiplexed dispatch promises ({@link io.tapio.dispatch.multiplex}), bodies promise, too: none
 *       holds up another for longer than a chunk.
 *   <li>With {@link io.tapio.dispatch.streaming.multiplex.Frame.Credit}, a body that is not read stops its own sender.
 *       Without, it stops the connection when as much of it has come as {@code tapio.body.window} allows.
 *   <li>An id is in use until both messages of its call are complete, or the call was cancelled.
 *   <li>A peer that sends a piece of no body, or more than its credit, has broken the protocol: what is under way is
 *       answered, and its connection ends.
 *   <li>A server that drains refuses new calls, as not processed, and ends when those that it has are over.
 * </ol>
 */
@NullMarked
package io.tapio.dispatch.streaming.multiplex;

import org.jspecify.annotations.NullMarked;
