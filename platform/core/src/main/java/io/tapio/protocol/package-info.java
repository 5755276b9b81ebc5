/**
 * The seam between sockets and protocols: a protocol is a flow of bytes, made for one connection.
 *
 * <pre>
 *              ┌──────────┐        ┌────────────────── a protocol ──────────────────┐
 *   socket ──▶ │   wire   │ ─────▶ │ decode ──Q──▶ dispatch ──Q──▶ filters, service │
 *          ◀── │          │ ◀───── │ encode ◀──A──          ◀──A──                  │
 *              └──────────┘ bytes  └────────────────────────────────────────────────┘
 * </pre>
 *
 * <ol>
 *   <li>Sockets know no codec and protocols know no socket: they meet only in {@code Flow<ByteString, ByteString, …>}.
 *   <li>The input completes when the peer has closed its side or the connection drains: what was read is still
 *       answered.
 *   <li>The output completing closes the connection after everything was sent; failing it does too, and names the
 *       cause.
 *   <li>Codecs are made per connection and run on one thread at a time; they may keep state and need no lock.
 * </ol>
 */
@NullMarked
package io.tapio.protocol;

import org.jspecify.annotations.NullMarked;
