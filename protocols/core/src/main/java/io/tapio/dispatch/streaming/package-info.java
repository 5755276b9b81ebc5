/**
 * Bodies on a connection: what the streaming dispatches share, and stages of one's own can use.
 *
 * <pre>
 *               ┌──────────────────────────┐
 *   chunks ───▶ │ incoming ▷ ArrivingBody  │ ◀── next() ─── whoever reads: a service, a caller
 *               │            └ or dropped  │
 *   chunks ◀─── │ outgoing ▷ DepartingBody │ ─── next() ──▶ whoever makes them
 *               └──────────────────────────┘
 * </pre>
 *
 * <ol>
 *   <li>Nothing is read for a body that is not read: at {@code tapio.body.window} reading stops, or the peer's credit
 *       ends. Nothing is made of a body that the peer does not take.
 *   <li>A body belongs to its exchange. When that is over, what was not read of a request is dropped, up to
 *       {@code tapio.body.abandoned-bytes} and {@code .abandoned-timeout}; then the connection ends. When a call fails,
 *       the body of its request is cancelled; when a connection ends, all of its bodies are.
 *   <li>A body that breaks off is told to the peer where the protocol can say so, and ends the connection where not:
 *       nobody takes it for whole.
 * </ol>
 */
@NullMarked
package io.tapio.dispatch.streaming;

import org.jspecify.annotations.NullMarked;
