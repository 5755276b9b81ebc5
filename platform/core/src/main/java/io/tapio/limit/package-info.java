/**
 * A limit on the calls that a service has at a time.
 *
 * <pre>
 *   call ──▶ fewer than max-calls under way? ── yes ──▶ service
 *                        │ no                             │ answered, failed, left, due
 *                        ▼                                ▼
 *                  waiting room ◀── the next one ── a permit is back
 * </pre>
 *
 * <ol>
 *   <li>There are never more than {@code max-calls} that the service has begun and not ended; a service that works on
 *       for a caller that has left, or whose deadline has passed, does so beside the limit.
 *   <li>The rest is as {@link io.tapio.admission} says: how calls wait, and when they are refused.
 * </ol>
 */
@NullMarked
package io.tapio.limit;

import org.jspecify.annotations.NullMarked;
