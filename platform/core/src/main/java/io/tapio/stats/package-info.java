/**
 * Numbers: how many, how large, how long.
 *
 * <pre>
 *   who counts ──▶ Stats ──▶ a cell for each event loop ──▶ added up when somebody asks: an exporter, a page, a test
 * </pre>
 *
 * <ol>
 *   <li>Counting takes no lock, allocates nothing, and shares no memory with another event loop.
 *   <li>There are no more counters than metrics times the values of their tags, and no value of a tag comes from a
 *       peer.
 *   <li>Names are OpenTelemetry's where it has them, and begin with {@code tapio} where it has not.
 * </ol>
 */
@NullMarked
package io.tapio.stats;

import org.jspecify.annotations.NullMarked;
