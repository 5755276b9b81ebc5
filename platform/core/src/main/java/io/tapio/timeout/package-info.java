/**
 * Limits on the time of a call.
 *
 * <pre>
 *   client:  call ──▶ Timeout.total ──▶ (retries) ──▶ Timeout.attempt ──▶ connection
 *                     15 s for all      each one      off
 *                                                                             │ the time that is left
 *   server:  service ◀── Timeout.request ◀── PastDeadline ◀───────────────────┘
 *                        10 s                none left: refused
 * </pre>
 *
 * <ol>
 *   <li>The call's context gets the deadline, so that whoever is called can see what is left; an earlier one stays.
 *   <li>When it passes, the caller gets a failure at {@code TIMEOUT} at once, which says how long that was, of what,
 *       and the key; and the call is cancelled.
 *   <li>A call whose deadline has passed when it comes is not begun, if {@code PastDeadline} stands there, and is said
 *       to have had no effect.
 *   <li>A call that is complete when it returns costs no timer. A limit that is off costs nothing.
 * </ol>
 */
@NullMarked
package io.tapio.timeout;

import org.jspecify.annotations.NullMarked;
