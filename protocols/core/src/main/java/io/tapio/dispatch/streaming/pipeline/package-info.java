/**
 * Pipelined request and response whose messages may have bodies.
 *
 * <pre>
 *   on the wire:  head │ head chunk chunk … end │ head │ …      one message behind the other, in both directions
 * </pre>
 *
 * <ol>
 *   <li>A service is called when the head of its request is there, and reads the body as it comes. A client's call is
 *       answered when the head of the reply is there.
 *   <li>Replies leave in the order of their requests; a reply may begin before the body of its request has ended.
 *   <li>A body that is not read holds up what is behind it on its connection, and no other connection.
 *   <li>A failed call becomes the protocol's error message in its place. A reply that has begun cannot become one: its
 *       body is broken off.
 *   <li>A connection that drains reads to the end of the message that it is in, and answers all that it has read.
 * </ol>
 */
@NullMarked
package io.tapio.dispatch.streaming.pipeline;

import org.jspecify.annotations.NullMarked;
