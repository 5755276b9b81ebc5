/**
 * The data, whatever the commands on it: databases of keys, their values, and the time at which they go.
 *
 * <pre>
 *            ┌─▶ Database ─▶ Entry ─▶ Key
 *   Store ───┼─▶ Database       └───▶ Value (one kind for each family)
 *     ▲      └─▶ Database
 *   Reaper
 * </pre>
 *
 * <ol>
 *   <li>All of it is guarded by the monitor of the {@link io.tapio.samples.kv.data.Store}.
 *   <li>The memory that is used follows every change: a value that is changed in place is counted anew by
 *       {@link io.tapio.samples.kv.data.Database#changed}, which also removes it if it is empty.
 *   <li>Whatever touches a key is told to the store's {@link io.tapio.samples.kv.data.TouchListener}.
 * </ol>
 */
@NullMarked
package io.tapio.samples.kv.data;

import org.jspecify.annotations.NullMarked;
