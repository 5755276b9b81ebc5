/**
 * One line in the log for a call that is worth it.
 *
 * <pre>
 *                                        ┌─ settings: worth a line? ─ budget: one left? ─▶ log
 *   response ◀── [ RequestLog ] ◀────────┴───────────────────────────────────────────────────── service
 * </pre>
 *
 * <ol>
 *   <li>A line says how the call ended, after how long, whose it was, and in which trace. It says nothing of the
 *       request or of the response, unless a function is given that describes the request; so neither does it quote a
 *       failure's words, which may quote the request.
 *   <li>A peer cannot fill a disk: {@code tapio.logging.max-lines} are written in an interval, and then one line with
 *       the number of those that were left out. None is longer than a bound, and none contains a line break, so that
 *       nobody can forge another.
 *   <li>A call that is complete when it returns, and is not worth a line, costs one look at the clock.
 * </ol>
 */
@NullMarked
package io.tapio.logging;

import org.jspecify.annotations.NullMarked;
