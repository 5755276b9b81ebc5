/**
 * How settings are read: a record beside its user, one component per key of the module's {@code reference.conf}.
 *
 * <ol>
 *   <li>A value that cannot be used is refused when it is read, with its whole key and the place it came from.
 *   <li>A key that nobody reads is named, with the nearest key that somebody does:
 *       {@link io.tapio.settings.UnknownKeys}.
 *   <li>What is bounded tells its bounds: {@link io.tapio.settings.Bounded}. A stage without them is taken to have
 *       none.
 * </ol>
 */
@NullMarked
package io.tapio.settings;

import org.jspecify.annotations.NullMarked;
