/**
 * What a request costs on Tapio, beside the least that Netty and Pekko's own TCP can do for it.
 *
 * <pre>
 *   Compare ─┬─ starts ─▶ TapioStore    ─┐
 *            │            NettyStore     ├─ each in a JVM of its own; the same flags, loops, codec and store
 *            │            StreamsStore  ─┘
 *            └─ drives ─▶ Load (redis-benchmark), Idle (many connections)
 *                           └─▶ Sample ─▶ Figures (medians, ratios of pairs) ─▶ Table, Chart
 * </pre>
 *
 * <ol>
 *   <li>Servers are measured in turn, A B A B, and compared pair by pair: what else the machine does hits both.
 *   <li>The measure is a server's CPU time per request, which other processes change far less than throughput.
 *   <li>The other servers have no back-pressure, deadlines or supervision: they are a floor to compare with.
 *   <li>{@link io.tapio.samples.benchmarks.Overload} asks another question, how a server bears more than it can do,
 *       with a load of its own that does not wait for answers.
 * </ol>
 */
@NullMarked
package io.tapio.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
