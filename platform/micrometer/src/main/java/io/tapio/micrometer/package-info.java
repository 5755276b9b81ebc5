/**
 * The numbers of an ActorSystem, in whatever Micrometer has an exporter for.
 *
 * <pre>
 *   Stats ──▶ Reading.Number, a counter ──▶ FunctionCounter
 *             Reading.Number, a gauge   ──▶ Gauge
 *             Reading.Spread, of times  ──▶ FunctionTimer                  ┐ with gauges .max and .percentile
 *             Reading.Spread, of others ──▶ FunctionCounter .count, .sum  ┘ (by phi) of what came lately
 * </pre>
 *
 * <ol>
 *   <li>Nothing is counted twice: a meter reads the number when it is asked for.
 *   <li>A number that comes later is published, and one that goes is taken out.
 *   <li>Names and tags are those of the metric; times are in seconds.
 * </ol>
 */
@NullMarked
package io.tapio.micrometer;

import org.jspecify.annotations.NullMarked;
