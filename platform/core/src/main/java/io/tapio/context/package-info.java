/**
 * What a call carries beside its request, handed on explicitly from caller to callee.
 *
 * <ol>
 *   <li>A {@link io.tapio.context.Context} is immutable: a filter hands its callee a changed copy.
 *   <li>No thread-local takes part, so a service may move to any thread without losing anything.
 *   <li>A deadline only shrinks, and cancellation only spreads downwards, from a call to the calls made for it.
 * </ol>
 */
@NullMarked
package io.tapio.context;

import org.jspecify.annotations.NullMarked;
