/**
 * Messages that do not fit into one piece: a head, and a body in chunks that are asked for one by one.
 *
 * <pre>
 *   producer                                         reader
 *      │ ◀──────────────────────────────── next() ───── │   a chunk is made, or read from the wire, when it is asked for
 *      │ ───── chunk ─────────────────────────────────▶ │
 *      │ ───── chunk … null: the end ─────────────────▶ │
 *      │ ◀──────────────────────────────── cancel() ─── │   or the reader wants no more
 * </pre>
 *
 * <ol>
 *   <li>A body has one reader, who asks for a chunk when it has the one before. So nothing is buffered that nobody has
 *       asked for, and a slow reader is felt by the producer, over the wire, too.
 *   <li>A body ends with null, or fails with a {@link io.tapio.failure.Failure}; after that there is nothing more.
 *   <li>Whoever takes a message owns its body: reads it to its end, hands it on, or cancels it.
 *   <li>Every method may be called from any thread, and none blocks.
 * </ol>
 */
@NullMarked
package io.tapio.body;

import org.jspecify.annotations.NullMarked;
