/**
 * Integers doubled, twice: on the line protocol's integers, and on a protocol of its own from the bytes up.
 *
 * <pre>
 *   21⏎  ──▶ 42⏎
 *   x⏎   ──▶ an error line, and the connection goes on    (DoublerProgram)
 *        ──▶ a decode fault, and the connection closes    (OwnProtocol: it has no error frame)
 * </pre>
 *
 * <ol>
 *   <li>An integer whose double does not fit into 64 bits is a failed call, never a wrong number.
 * </ol>
 */
@NullMarked
package io.tapio.samples.doubler;

import org.jspecify.annotations.NullMarked;
