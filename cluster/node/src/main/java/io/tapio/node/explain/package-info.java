/**
 * A server as people see it: its bounds, where they come from, and the graph of a connection.
 *
 * <pre>
 *   plan ──▶ view: streams of a connection ──▶ {@link io.tapio.node.explain.StageGraph} ──┐
 *                  bounds of the listener, of the services ───────────────────────────────┴──▶ text, Mermaid, JSON
 *   configuration ──▶ where each bound comes from ────────────────────────────────────────▲
 * </pre>
 *
 * <ol>
 *   <li>The graph is read off the one that runs: whatever stages a protocol has are in it, with the names that they
 *       give themselves.
 *   <li>A bound is the one in force: where code has set another than the configuration, it is the code's.
 *   <li>A queue or buffer without a bound is named in a warning, and so is a stage that does not say whether it has
 *       one.
 * </ol>
 */
@NullMarked
package io.tapio.node.explain;

import org.jspecify.annotations.NullMarked;
