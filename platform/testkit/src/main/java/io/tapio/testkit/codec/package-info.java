/**
 * The laws of codecs, as tests: extend {@link io.tapio.testkit.codec.CodecContract} once for each codec.
 *
 * <pre>
 *   frames ──encode──▶ bytes ──cut, break, spoil──▶ decode ──▶ the same frames, or a refusal
 * </pre>
 *
 * <ol>
 *   <li>Frames do not depend on how the bytes are cut.
 *   <li>A frame that is cut off is never taken for another.
 *   <li>Whatever comes, a decoder gives frames, waits, or throws a {@link io.tapio.failure.Failure}; nothing else.
 *   <li>The work is O(n), the memory is limited, and a frame keeps nothing of the caller's buffer.
 * </ol>
 */
@NullMarked
package io.tapio.testkit.codec;

import org.jspecify.annotations.NullMarked;
