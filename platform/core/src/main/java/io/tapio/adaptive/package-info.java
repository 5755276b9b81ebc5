/**
 * A limit on the calls that a service has at a time, which follows what the service can do.
 *
 * <pre>
 *   call ──▶ fewer under way than the limit? ── no ──▶ refused, or waits
 *                        │ yes
 *                        ▼
 *                     service ──▶ how long did it take? ──▶ gradient ──▶ the limit
 *
 *   calls take as long as without load     the limit grows by a little
 *   calls take longer                      it shrinks in proportion, until few wait inside
 *   calls are refused or due further in    it shrinks at once
 * </pre>
 *
 * <ol>
 *   <li>The limit stays between {@code min-calls} and {@code max-calls}.
 *   <li>Where a service has more to do than it can, its calls wait outside, where they can be refused, and not inside,
 *       where they make each other late. So those that it takes up take little longer than without load.
 *   <li>Times without calls change nothing; after them the limit is what it was.
 *   <li>It assumes that calls of one limit are of one kind. Where some take a hundred times as long as others, give
 *       each kind a limit of its own: a change of the mixture would look like load.
 *   <li>A call that is complete when it returns is not measured, because it has waited for nothing.
 *   <li>The rest is as {@link io.tapio.admission} says.
 * </ol>
 */
@NullMarked
package io.tapio.adaptive;

import org.jspecify.annotations.NullMarked;
