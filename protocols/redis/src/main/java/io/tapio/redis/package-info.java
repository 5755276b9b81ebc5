/**
 * The Redis serialization protocol (RESP), server and client.
 *
 * <pre>
 *   command   *2 ⏎ $3 ⏎ GET ⏎ $3 ⏎ key ⏎       an array of byte strings
 *             GET key ⏎                        the same, typed by hand: an "inline" command
 *
 *   reply     +OK ⏎                            simple
 *             -ERR syntax error ⏎              error
 *             :42 ⏎                            number
 *             $3 ⏎ abc ⏎                       bulk;  $-1 ⏎ is nil
 *             *2 ⏎ reply reply                 array; *-1 ⏎ is nil               ⏎ is CR LF
 *
 *   RESP 3    _ ⏎  #t ⏎  ,1.5 ⏎  (123 ⏎        nil, boolean, double, big number
 *             =7 ⏎ txt:abc ⏎                   verbatim text
 *             ~2 ⏎ reply reply                 set
 *             %1 ⏎ key value                   map
 *             >2 ⏎ reply reply                 push, which nobody asked for
 *             |1 ⏎ key value reply             a reply with attributes
 * </pre>
 *
 * <ol>
 *   <li>A command takes effect only when its last byte has come; the commands of a connection take effect in order.
 *   <li>A decoder takes memory by the bytes that came, never by the bytes that were announced, and looks at each byte a
 *       bounded number of times, however they are split.
 *   <li>Bytes that are not RESP are answered with Redis' own words, after the replies to everything before them; then
 *       the connection closes. What is lenient in Redis is lenient here, so that nobody in a chain of servers reads the
 *       same bytes differently: the two bytes behind a length and behind a bulk are skipped, whatever they are.
 *   <li>An HTTP request is not answered at all, so that a browser cannot be made to send commands.
 *   <li>A service gives the same reply to every client: a connection begins with RESP 2, where the types of RESP 3 are
 *       written as Redis 7 writes them, until a reply is {@link io.tapio.redis.Reply.Speaking} another version.
 *   <li>A service's failure is an error reply in its place; the name of a Java exception never leaves the process.
 * </ol>
 */
@NullMarked
package io.tapio.redis;

import org.jspecify.annotations.NullMarked;
