/**
 * Codecs as stages of a stream.
 *
 * <pre>
 *              ┌─────────┐                      ┌─────────┐
 *   bytes ───▶ │ decoder │ ──▶ frames, one      │ encoder │ ──▶ bytes, one run of
 *              │         │     for each demand  │         │     frames at a time
 *              └─────────┘                      └─────────┘
 * </pre>
 *
 * <ol>
 *   <li>A decode fault fails the stage with a {@link io.tapio.failure.Failure}; it ends this connection and no other.
 *   <li>A connection holds no buffer unless there is a part of a frame in it, and never more than
 *       {@code tapio.codec.max-frame-bytes}.
 *   <li>Frames that are encoded in one run of the stream leave in one write; frames that come later leave when they
 *       come.
 *   <li>From {@code tapio.codec.write-window-bytes} on the encoder asks for no more frames.
 * </ol>
 */
@NullMarked
package io.tapio.codec;

import org.jspecify.annotations.NullMarked;
