/**
 * Lines that nobody answers: what one member says, all others are told. A protocol without replies is one of one-way
 * messages, and what the server has to say is pushed.
 *
 * <pre>
 *   ann ──"hello"──▶ Talk ──▶ Room ──push──▶ bob    ann: hello
 *                                 ──push──▶ carl   ann: hello
 * </pre>
 *
 * <ol>
 *   <li>Who joins, speaks or leaves is told to all others, to all in the same order.
 *   <li>A member that does not take what it is told loses its connection at {@code tapio.multiplex.server.max-pushes}
 *       or {@code .max-push-bytes}; the others hear that it has left, and nothing else.
 * </ol>
 */
@NullMarked
package io.tapio.samples.chat;

import org.jspecify.annotations.NullMarked;
