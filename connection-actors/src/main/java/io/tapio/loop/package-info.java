/**
 * The event loop: one thread that is a Pekko dispatcher, the owner of a selector, and a timer wheel, so that a request
 * is read, decoded, answered and written without leaving it.
 *
 * <pre>
 *   actors on the loop ──▶ local queue ─┐
 *   other threads ───────▶ remote queue ┼─▶ run up to a batch ─▶ due timers ─▶ select ─▶ ready channels ─┐
 *                          (wake-up)    └────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <ol>
 *   <li>What runs on a loop runs on one thread, one after the other; it must not block.
 *   <li>Tasks of one thread run in the order they were given. No wake-up is lost: a task given to a sleeping loop wakes
 *       it.
 *   <li>A busy loop still looks at its channels, its timers and the tasks of others every {@code BATCH} tasks.
 *   <li>Timers run on the loop, in the order of their times, up to a tick late and never early.
 *   <li>Loops belong to one ActorSystem and end with it; they leave no thread, selector or channel behind.
 * </ol>
 */
@NullMarked
package io.tapio.loop;

import org.jspecify.annotations.NullMarked;
