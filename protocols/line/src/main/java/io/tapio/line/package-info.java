/**
 * The line protocol: text, UTF-8, one line a message. The module to copy for a protocol of your own.
 *
 * <pre>
 *   bytes in                          calls                        bytes out
 *
 *   h e l l o \n             ──▶      "hello"  ──▶ "world"  ──▶    w o r l d \n
 *   b y e \r \n              ──▶      "bye"    ──▶ a failure ──▶   e r r o r :   r e a s o n \n
 *
 *   integers:
 *   2 1 \n                   ──▶      21L      ──▶ 42L      ──▶    4 2 \n
 *   x \n                     ──▶      no call                ──▶   e r r o r :   n o t   a n   i n t e g e r :   x \n
 *
 *   multiplexed, in whatever order the replies are ready:
 *   7   h e l l o \n         ──▶      "hello"  ──▶ "world"  ──▶    7   w o r l d \n
 *   8   b y e \n             ──▶      "bye"    ──▶ a failure ──▶   8 !   r e a s o n \n
 *   7 ~ \n                   ──▶      the caller of 7 has left
 *   *   n e w s \n           ──▶      a call whose reply nobody waits for
 *
 *   handshaking, keeping alive, upgrading:
 *   Y o u   r e a d y ? \n   ──▶      no call, the first time ──▶   B r i n g   i t ! \n
 *   P I N G \n               ──▶      no call                ──▶    P O N G \n
 *   u p g r a d e   i n t e g e r s \n                        ──▶    o k \n, and integers from then on
 * </pre>
 *
 * <ol>
 *   <li>A line ends with LF or CR LF, and the last one with the stream; it is written with LF.
 *   <li>Replies come in the order of their requests, as {@link io.tapio.dispatch.pipeline} says, or with ids, as
 *       {@link io.tapio.dispatch.multiplex} says; their bounds and those of {@link io.tapio.framing} and
 *       {@link io.tapio.codec} are the only settings.
 *   <li>A failed call is answered with one line, {@code error: } and what happened in words, and hurts no other. Text
 *       has no way to mark an error, so that a client of lines reads it as any other reply; a client of integers fails
 *       the call.
 *   <li>A message that is more than one line is refused before it is sent, and only its call fails.
 *   <li>A multiplexed line that goes wrong behind its id is answered with an error for that id; one without an id
 *       closes the connection.
 *   <li>A line longer than {@code tapio.framing.max-line-bytes} closes the connection: where the next one begins is
 *       unknown.
 * </ol>
 */
@NullMarked
package io.tapio.line;

import org.jspecify.annotations.NullMarked;
