/**
 * A limit on the time of a call.
 *
 * <ol>
 *   <li>The call's context gets the deadline, so that whoever is called can see what is left; an earlier one stays.
 *   <li>When it passes, the caller gets a failure at {@code TIMEOUT} at once, and the call is cancelled.
 *   <li>A call that is complete when it returns costs no timer.
 * </ol>
 */
@NullMarked
package io.tapio.timeout;

import org.jspecify.annotations.NullMarked;
