/**
 * Services whose answers a test gives by hand.
 *
 * <ol>
 *   <li>A {@link io.tapio.testkit.service.HeldService} keeps its calls in the order in which they came, and answers
 *       none.
 * </ol>
 */
@NullMarked
package io.tapio.testkit.service;

import org.jspecify.annotations.NullMarked;
