/**
 * Ways to cut a stream into frames, to build codecs on.
 *
 * <pre>
 *   lines         hello\r\n world\n                 ends of lines are not part of a frame
 *   delimiter     hello|world|                      neither is the delimiter
 *   fixed         [4 bytes][4 bytes]
 *   length field  [..offset..][length][..frame..]   as {@link io.tapio.framing.LengthField} says
 *
 *   layers        [length]( compressed( frame ) checksum )   {@link io.tapio.framing.Layer Layers}, stacked on a framing
 * </pre>
 *
 * <ol>
 *   <li>Every framing has a largest frame; a larger one is refused as soon as it is known to be, before memory is
 *       taken.
 *   <li>The work is O(n) however the bytes are split.
 *   <li>An encoder refuses a frame that its decoder would read as something else.
 * </ol>
 */
@NullMarked
package io.tapio.framing;

import org.jspecify.annotations.NullMarked;
