/**
 * Codecs as stages of a stream.
 *
 * <pre>
 *              ┌─────────┐                                   ┌─────────┐
 *   bytes ───▶ │ decoder │ ──▶ Frames: those of one read,    │ encoder │ ──▶ bytes: one chunk for a
 *              │         │     each made when it is taken    │         │     run, or a full window
 *              └─────────┘                                   └─────────┘
 * </pre>
 *
 * <ol>
 *   <li>What flows between codec and dispatch is a run of {@link io.tapio.codec.Frames}, which costs the stream one
 *       event for all frames of a read. {@link io.tapio.codec.Codec#decoding} and {@link io.tapio.codec.Codec#encoding}
 *       have single frames instead, for stages of one's own.
 *   <li>A decode fault fails the run with a {@link io.tapio.failure.Failure}; it ends this connection and no other.
 *   <li>A frame that is bad in a sound stream is a {@link io.tapio.codec.BadFrame}: it is skipped, and answered with an
 *       error; {@code tapio.codec.max-bad-frames} of them in a row are.
 *   <li>A {@link io.tapio.codec.FrameLayer} stands between codec and dispatch.
 *   <li>A connection holds no buffer unless there is a part of a frame in it, and never more than
 *       {@code tapio.codec.max-frame-bytes}.
 *   <li>Frames of one run leave in one write, single frames of one turn of the stream, too; those that come later leave
 *       when they come.
 *   <li>From {@code tapio.codec.write-window-bytes} on the encoder asks for no more frames.
 * </ol>
 */
@NullMarked
package io.tapio.codec;

import org.jspecify.annotations.NullMarked;
