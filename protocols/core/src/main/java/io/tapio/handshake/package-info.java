/**
 * What both ends say before the protocol proper: who they are, which version they speak, what they have agreed upon.
 *
 * <pre>
 *                 the peer's frames                 its end
 *   start ──▶ say ──▶ … ──▶ say ───┬─▶ done(result) ──▶ the protocol proper, by the result
 *                                  ├─▶ refused(why) ──▶ last frames, then the connection ends
 *                                  └─▶ time over, too long, unreadable, the peer has left
 * </pre>
 *
 * <ol>
 *   <li>A handshake is a {@link io.tapio.handshake.Conversation} for each connection, the same on both sides; its
 *       frames need not be those of the protocol proper.
 *   <li>A client's session comes when the handshake is done. If it fails, the session fails with the cause: the peer's
 *       refusal in words, the time that was over, the bytes that could not be read.
 *   <li>The calls of a server find the result in their context.
 *   <li>It takes at most {@code tapio.handshake.timeout}, {@code .max-frames} and {@code .max-bytes}. What a hasty peer
 *       sends behind it is the protocol proper's, and not counted.
 *   <li>It reads no further than its last frame, on top of {@link io.tapio.upgrade}.
 * </ol>
 */
@NullMarked
package io.tapio.handshake;

import org.jspecify.annotations.NullMarked;
