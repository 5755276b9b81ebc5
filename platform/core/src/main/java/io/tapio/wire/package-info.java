/**
 * How a value is written for another process, and read there.
 *
 * <ol>
 *   <li>What is read is what was written, whichever version of this platform wrote it: fields that are not known are
 *       skipped, and fields that are missing have a meaning.
 *   <li>Bytes that are no such value are a failure at {@code DECODE}, and nothing else happens: no class is looked up
 *       by a name that came from outside, and no memory is taken for what is only announced.
 * </ol>
 */
@NullMarked
package io.tapio.wire;

import org.jspecify.annotations.NullMarked;
