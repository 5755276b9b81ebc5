/**
 * Services as request and response actors under a supervisor: workers that may block, crash and start again, behind the
 * same {@link io.tapio.service.Service} that a function is.
 *
 * <pre>
 *   caller ── call ──▶ [ pool: queue, places ] ── tell ──▶ worker        one hop there,
 *          ◀───────────── answer ──────────────────────────  │           one back
 *                                                            │ dies
 *   supervisor actor ─┬─ sentinel                            ▼
 *                     ├─ worker-0 … worker-n ── watched: its calls fail or go to another, it starts again
 *                     └─ more deaths than the budget allows: the supervisor fails, and its parent sees it
 * </pre>
 *
 * <ol>
 *   <li>Every call ends exactly once: by its worker, by its deadline, by its caller, by its worker's death, or by the
 *       service's end. Only a call without a deadline, to a worker that neither answers nor dies, waits.
 *   <li>A failure says whether the worker had begun: {@code NO} until the worker's thread has taken the call, and
 *       {@code MAYBE} from then on.
 *   <li>What a worker has not begun outlives it: its calls go back to the front of the queue, in their order.
 *   <li>An exception fails its call and nothing else. A declared cause, or an {@link java.lang.Error}, ends the worker.
 *   <li>A worker's mailbox is bounded: a call that is over keeps its place until the worker's thread has come past it.
 *   <li>Calls go to the worker with the fewest. With one worker and one place they are begun in the order in which they
 *       came; otherwise there is no order between them.
 *   <li>No lock is held while a service, a predicate, a listener or a caller's continuation runs.
 * </ol>
 */
@NullMarked
package io.tapio.supervision;

import org.jspecify.annotations.NullMarked;
