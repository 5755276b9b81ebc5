/**
 * Time that a test turns by hand.
 *
 * <ol>
 *   <li>Nothing happens between two turns, so that a test of time-outs neither sleeps nor fails on a slow machine.
 *   <li>What falls due at one turn runs on the thread that turns, in the order of the due times, and of the calls that
 *       scheduled it where those are equal.
 * </ol>
 */
@NullMarked
package io.tapio.testkit.time;

import org.jspecify.annotations.NullMarked;
