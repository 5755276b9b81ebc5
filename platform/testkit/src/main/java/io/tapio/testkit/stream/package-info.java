/**
 * Ends of a stream that a test holds in its hands, and a stage that cuts bytes anew.
 *
 * <pre>
 *   probe.send(x)  ──▶ ┌──────────────┐ ──▶  probe.next()
 *                      │ flow to test │
 *   probe.demand() ◀── └──────────────┘ ◀──  asks only when next() does
 * </pre>
 *
 * <ol>
 *   <li>Demand is exact: no buffer stands between a probe and the flow.
 *   <li>{@link io.tapio.testkit.stream.FlowProbe#settle()} returns when the flow has done all it can do by itself, so
 *       that a test can state that something has <em>not</em> happened without waiting for it.
 *   <li>Every wait ends after a few seconds with an error.
 * </ol>
 */
@NullMarked
package io.tapio.testkit.stream;

import org.jspecify.annotations.NullMarked;
