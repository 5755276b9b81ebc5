/**
 * Your server as a function: a service turns a request into a future response, and a client is the same thing.
 *
 * <ol>
 *   <li>A service may be called from any thread, and with many calls in flight; whoever wants fewer puts a limit in
 *       front.
 *   <li>A call returns at once. A service that blocks or computes for long belongs on threads of its own.
 *   <li>A failure is a failed stage. A thrown exception counts as one, so that nothing else breaks.
 * </ol>
 */
@NullMarked
package io.tapio.service;

import org.jspecify.annotations.NullMarked;
