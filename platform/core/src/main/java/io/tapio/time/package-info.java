/**
 * Time as a thing that is handed in: a {@link io.tapio.time.Timer} tells it and calls back, a
 * {@link io.tapio.time.Deadline} is a point on it.
 *
 * <ol>
 *   <li>All time is monotonic; no wall clock takes part in a deadline.
 *   <li>Nothing above this package asks the JVM for the time, so that a test, and the simulation kit, can turn the
 *       clock.
 *   <li>A callback runs on the timer's own thread and must be short; it may come late by a tick, never early.
 * </ol>
 */
@NullMarked
package io.tapio.time;

import org.jspecify.annotations.NullMarked;
