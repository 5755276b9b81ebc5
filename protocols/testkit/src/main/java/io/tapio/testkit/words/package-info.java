/**
 * Protocols of words, one for each way of dispatch, and all the laws that they are held to. They are there for whoever
 * joins two ends in a way of his own, over sockets or over a layer beneath the protocols: four classes to extend, and
 * each dispatch is proven there, on a server, on a client, and with both together.
 *
 * <pre>
 *                     requests and replies     with bodies
 *   in order          PipelineLaws             StreamingPipelineLaws
 *   by their ids      MultiplexLaws            StreamingMultiplexLaws
 * </pre>
 *
 * <pre>{@code
 * class PipelineInMyWayTest extends PipelineLaws {
 *     protected Wirings wirings() {
 *         return MY_WAY;
 *     }
 * }
 * }</pre>
 *
 * <ol>
 *   <li>The protocols are made of the dispatches of {@code io.tapio.dispatch} as they are, and of codecs of text in
 *       frames with a length; nothing of them is in their favour.
 *   <li>A streaming one is held to the laws of bodies, and to those of its plain way, too: with half of the words in
 *       bodies.
 * </ol>
 */
@NullMarked
package io.tapio.testkit.words;

import org.jspecify.annotations.NullMarked;
