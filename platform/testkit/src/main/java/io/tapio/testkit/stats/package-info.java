/**
 * What the subject of a test has counted.
 *
 * <ol>
 *   <li>{@link io.tapio.testkit.stats.Numbers} finds a number by its metric and tags, and fails, naming them, if it is
 *       not there.
 * </ol>
 */
@NullMarked
package io.tapio.testkit.stats;

import org.jspecify.annotations.NullMarked;
