/**
 * So many calls, and no more: permits, and where those wait that have none.
 *
 * <pre>
 *                        a permit is free,
 *   call, acquire ──▶ [ and nobody waits? ] ── yes ──▶ permit ──▶ service
 *                              │ no                      ▲  │ answered, failed, left, due, not used
 *                              ▼                         │  ▼
 *                        [ waiting room ] ── next ───────┘  back
 *                              │
 *                              └─▶ refused: full, waited, deadline, cancelled, shed
 * </pre>
 *
 * A {@link io.tapio.admission.Limiter} has the permits, the {@link io.tapio.admission.Gate} hands them out. Readiness
 * is an object that a caller holds ({@link io.tapio.admission.Ready}), and no state of a service that others could
 * change.
 *
 * <ol>
 *   <li>Each permit comes back, once: when its call is answered, fails or throws, when its context is cancelled or due,
 *       and when it was acquired and is not used, after {@code max-unused} at the latest.
 *   <li>Nobody waits for what waits for them: a right to call holds a permit and no lock, and ends by itself.
 *   <li>Who comes does not overtake who waits. Those who wait are served in the order in which they came; with
 *       {@link io.tapio.admission.CoDel}, while the room is always in use, the newest first.
 *   <li>No more than {@code max-waiting} wait, none longer than {@code max-wait}, and none beyond its deadline or after
 *       its caller has left.
 *   <li>A refused call was not begun: {@code Processed.NO}. Each refusal is counted by its reason.
 *   <li>A call that finds a permit and is complete when it returns costs what the limiter costs, and nothing else: no
 *       timer, no lock, no stage.
 *   <li>The next call is made on the thread that gave its permit back, which may be a timer's. However many calls in a
 *       row are complete at once, none is made inside of another.
 * </ol>
 */
@NullMarked
package io.tapio.admission;

import org.jspecify.annotations.NullMarked;
