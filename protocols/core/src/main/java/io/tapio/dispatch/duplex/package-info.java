/**
 * Connections on which both ends call each other.
 *
 * <pre>
 *               ┌─────────────┐ ──▶ dispatch of a server ──▶ service
 *   frames ───▶ │ switchboard │
 *   frames ◀─── │             │ ◀── dispatch of a client ◀── session
 *               └─────────────┘
 * </pre>
 *
 * <ol>
 *   <li>The two dispatches are those of servers and clients, and promise what those promise.
 *   <li>Frames of the peer reach their dispatch in order. A dispatch that takes nothing holds up the other, so none may
 *       stop for longer than it takes to write.
 *   <li>A service finds its peer in the context of its calls.
 *   <li>The connection ends when its peer has closed and was answered, when it or the session of this end has drained,
 *       or when either dispatch fails. A connection that drains answers what it has read, whose calls may call back
 *       meanwhile; then it takes no calls of this end, and waits for the answers to those under way.
 * </ol>
 */
@NullMarked
package io.tapio.dispatch.duplex;

import org.jspecify.annotations.NullMarked;
