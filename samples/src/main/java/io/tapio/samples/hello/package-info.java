/**
 * The smallest server: lines of text, answered by a plain function.
 *
 * <pre>
 *   hello     ──▶ world
 *   any other ──▶ idk
 * </pre>
 *
 * <ol>
 *   <li>A connection's lines are answered in their order, the last one also when the peer has closed its side.
 * </ol>
 */
@NullMarked
package io.tapio.samples.hello;

import org.jspecify.annotations.NullMarked;
