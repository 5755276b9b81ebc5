/**
 * Commands on streams: entries under ids that only grow. Without groups of consumers, and without waiting for entries.
 *
 * <pre>
 *   XADD ──▶ NewId ─┐             ┌─▶ StreamRange ─▶ XRANGE, XREVRANGE
 *            Trim ──┴──▶ Stream ──┼─▶ later than an id ─▶ XREAD
 *   XTRIM ─▶ Trim ──┘             └─▶ XINFO, XLEN
 * </pre>
 *
 * <ol>
 *   <li>An entry never changes once it is added, so that replies have its bytes as they are.
 *   <li>A stream stays when its last entry goes: what it remembers of its ids has to stay.
 *   <li>{@code ~} trims as exactly as {@code =} does, but no more than LIMIT entries at once.
 * </ol>
 */
@NullMarked
package io.tapio.samples.kv.stream;

import org.jspecify.annotations.NullMarked;
