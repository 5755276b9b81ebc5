/**
 * The laws of dispatch, as tests: extend a class of laws for each side of a protocol.
 *
 * <pre>
 *                 the test, by hand                      under the laws
 *               ┌───────────────────┐  rough network  ┌─────────────────┐
 *   ServerLaws  │ requests, cancels │ ◀─────────────▶ │ server protocol │ ──▶ calls that the test answers
 *               └───────────────────┘                 └─────────────────┘
 *               ┌───────────────────┐                 ┌─────────────────┐
 *   ClientLaws  │ replies, errors   │ ◀─────────────▶ │ client protocol │ ◀── calls of the test
 *               └───────────────────┘                 └─────────────────┘
 *   TogetherLaws         calls ──▶ client protocol ◀─────────────▶ server protocol ──▶ calls that the test answers
 * </pre>
 *
 * <pre>{@code
 * class MyServerLawsTest extends PipelinedServerLaws {
 *     protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
 *         return Pipeline.server(CODEC, failure -> "error: " + failure.getMessage())
 *                 .withSettings(PipelineSettings.load().withServerMaxInFlight(maxInFlight));
 *     }
 *
 *     protected Codec<Message<String>, Message<String>> peer() {
 *         return Peers.ofServer(CODEC_OF_THE_CLIENT, reply -> reply.startsWith("error: "));
 *     }
 *
 *     protected Features features() {
 *         return Features.none().withErrors();
 *     }
 * }
 * }</pre>
 *
 * <p>A protocol of other types than text is shown to them as one of text: requests and replies are words, and a codec
 * and a filter make them what the protocol carries. One with bodies extends a class of laws about those as well, whose
 * peer speaks in {@link io.tapio.dispatch.streaming.multiplex.Frame}s, and is shown to the others as one of whole
 * messages.
 *
 * <ol>
 *   <li>A reply belongs to its request, in the order of the requests or by their ids, whatever the network does to the
 *       bytes and whatever order the calls end in.
 *   <li>A failed call hurts no other. Nor does a caller that leaves.
 *   <li>No more calls run, wait or are in flight than may; what is beyond waits, or is refused with the numbers and the
 *       key.
 *   <li>A peer that closes its side still gets its answers. Whatever else ends a connection ends it named: an end in
 *       the middle of a frame, bytes that cannot be read, an id that is in use or that nobody has.
 *   <li>What was read is answered before a drained connection ends. What was lost is told whether it was sent, and what
 *       is safe to send again has not been seen by the service.
 *   <li>Whoever does not read stops the other side, and loses nothing.
 *   <li>A body goes as it is made and comes as it is read, whole or broken off and said to be. It ends with its
 *       exchange, and none takes from another.
 *   <li>However many calls there were, they leave nothing behind.
 * </ol>
 *
 * <p>What is said to hold <em>whatever happens</em> is checked with random scripts; one that fails is made as small as
 * it can be, and is shown with its seed and with what the network did. Laws about what a protocol has not got
 * ({@link io.tapio.testkit.dispatch.Features}) are skipped.
 *
 * <p>tokio-proto, from which this way of putting protocols together comes, left ten tests of its dispatch unwritten.
 * They are laws here:
 *
 * <pre>
 *   test_transport_provides_invalid_request_ids         aTransportThatProvidesAnInvalidRequestIdEnds…
 *   test_error_handling_before_message_dispatched       anErrorReadBeforeRequestsAreDispatchedLosesNoneOfThem
 *   test_reading_error_while_pipelining_from_transport  anErrorReadWhileCallsRunWaitsForTheirReplies
 *   test_returning_would_block_from_service             aServiceThatWouldBlockStopsTheReadingAndLosesNothing
 *   test_response_ready_before_request_sent             aResponseReadyBeforeItsRequestIsSentIsAFaultOfThePeer
 *
 *   test_interleaving_response_body_chunks              interleavingResponseBodyChunks…
 *   test_reaching_max_buffered_frames                   reachingMaxBufferedFrames…
 *   test_read_error_during_stream                       aReadErrorDuringAStream…
 *   test_transport_error_during_body_stream             aTransportErrorDuringABodyStream…
 *   test_streaming_response_body (of a client)          aStreamingResponseBodyIsReadAsItComes
 * </pre>
 *
 * <p>The laws know the network by {@link io.tapio.testkit.dispatch.Wiring} alone, and
 * {@link io.tapio.testkit.dispatch.Wirings} says which: in memory, unless a class of laws overrides it. So the same
 * classes hold the same protocols to the same laws over sockets.
 */
@NullMarked
package io.tapio.testkit.dispatch;

import org.jspecify.annotations.NullMarked;
