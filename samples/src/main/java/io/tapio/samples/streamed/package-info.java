/**
 * Lines with bodies, as streams: what comes is numbered and sent back while more is still coming.
 *
 * <pre>
 *   poem {      ──▶  poem {
 *   roses       ──▶  1 roses
 *   violets     ──▶  2 violets
 *   }           ──▶  }
 * </pre>
 *
 * <ol>
 *   <li>A client that does not read its answer is not read, and no line is lost.
 *   <li>However long the body, the server holds a window of it, and no more.
 * </ol>
 */
@NullMarked
package io.tapio.samples.streamed;

import org.jspecify.annotations.NullMarked;
