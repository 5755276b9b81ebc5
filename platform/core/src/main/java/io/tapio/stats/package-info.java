/**
 * Numbers: how many, how large, how long.
 *
 * <pre>
 *   who counts ──▶ Stats ──▶ cells of each event loop ──┐
 *                            one for all other threads ─┼─▶ added up when somebody asks: an exporter, a page, a test
 *                            what their owners keep ────┘
 * </pre>
 *
 * <ol>
 *   <li>Counting takes no lock, allocates nothing, and shares no memory with another event loop: a
 *       {@link io.tapio.stats.CountingThread} is the only writer of its cells. Other threads share a cell.
 *   <li>Nothing is lost when a loop ends, and a number whose owner is gone goes, too.
 *   <li>There are no more numbers than metrics times the values of their tags, no value of a tag comes from a peer, and
 *       beyond {@code tapio.stats.max-series} none is kept.
 *   <li>Each part of an ActorSystem counts into the same stats, {@link io.tapio.stats.SystemStats}, and calls are
 *       counted by the filter {@link io.tapio.stats.calls.CallStats}.
 *   <li>Names are OpenTelemetry's where it has them, and begin with {@code tapio} where it has not.
 * </ol>
 */
@NullMarked
package io.tapio.stats;

import org.jspecify.annotations.NullMarked;
