/**
 * The stack that every server has, and the one that every client has, unless a program gives it another: one blessed
 * order for each side, out of the filters of this platform.
 *
 * <pre>
 *   server    stats ▶ tracing ▶ log ▶ catch ▶ deadline ▶ total-timeout ▶ service
 *   client    stats ▶ tracing ▶ log ▶ total-timeout ▶ attempt-timeout ▶ session
 * </pre>
 *
 * <ol>
 *   <li>What is in a stack, and in which order, is a list in the configuration: {@code tapio.stack.server} and
 *       {@code .client}. An unknown role, or one on the wrong side of another, is refused when the stack is made.
 *   <li>All services of one server share the filters of its stack, and what these keep.
 * </ol>
 */
@NullMarked
package io.tapio.stack;

import org.jspecify.annotations.NullMarked;
