/**
 * Pipelined request and response: many requests may be under way on a connection, and the responses come in their
 * order.
 *
 * <pre>
 *   server                                            client
 *              ┌──────────────────────┐                           ┌──────────────────────┐
 *   frames ──▶ │ call the service     │                 call ───▶ │ waiting ▷ in flight  │ ──▶ frames
 *              │ in flight, in order  │                           │                      │
 *          ◀── │ reply when at head   │               answer ◀─── │ head of in flight    │ ◀── frames
 *              └──────────────────────┘                           └──────────────────────┘
 * </pre>
 *
 * <ol>
 *   <li>Responses leave, and are matched, in the order of the requests, whatever order they become ready in.
 *   <li>At most {@code max-in-flight} requests of a connection are unanswered; beyond, the server stops reading and the
 *       client lets calls wait, {@code max-waiting} of them, and refuses more.
 *   <li>At most {@code concurrency} calls of a connection run at a time; with 1 each sees the effects of all before it.
 *   <li>A failed call becomes the protocol's error frame in its place in order and hurts no other; a protocol that has
 *       none closes the connection after the replies to the calls before it.
 *   <li>A peer that has closed its side still gets its answers. When the connection ends, calls under way are
 *       cancelled.
 *   <li>What a service {@link io.tapio.service.Push pushes} leaves between the replies, at most {@code max-pushes}
 *       wait, and a client hands what it is pushed to its {@link io.tapio.dispatch.PushReceiver}.
 *   <li>Bytes that cannot be decoded are answered after all requests before them, and then the connection closes.
 * </ol>
 */
@NullMarked
package io.tapio.dispatch.pipeline;

import org.jspecify.annotations.NullMarked;
