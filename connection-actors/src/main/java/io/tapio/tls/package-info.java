/**
 * TLS 1.2 and 1.3, as a stage between the wire and a protocol, around the engine of the JDK or of Conscrypt.
 *
 * <pre>
 *              ┌──────────┐ records ┌───────┐ bytes ┌──────────────┐
 *   socket ──▶ │   wire   │ ──────▶ │  TLS  │ ────▶ │  a protocol  │
 *          ◀── │          │ ◀────── │       │ ◀──── │              │
 *              └──────────┘         └───┬───┘       └──────────────┘
 *                                       │ key exchange, certificates
 *                                       ▼
 *                                 another thread
 * </pre>
 *
 * <ol>
 *   <li>Nothing is asked of the protocol, and nothing given to it, before the handshake is done and, on a server, the
 *       service of the connection is there: it is opened by a factory that knows the peer's certificate.
 *   <li>A connection keeps no buffer; of a record that has not come whole it keeps what has come, 18 KiB at most.
 *   <li>What the engine has to compute for long does not run on the event loop, unless the settings say so. Conscrypt's
 *       does: it has no such tasks.
 *   <li>What came in one read is handed on as one, and what the protocol says in one leaves as one, in records of 16
 *       KiB.
 *   <li>An end without close_notify is a fault, and never looks like an end. In TLS 1.3 the two directions end one by
 *       one; in 1.2, and with Conscrypt in both, the peer's close_notify ends both, and takes the answers with it that
 *       are not sent.
 *   <li>A fault of the peer's ends its connection, with the alert that tells it why before, and with a failure that has
 *       no stack trace: at {@code HANDSHAKE}, or later at {@code DECODE}.
 *   <li>Renegotiation is refused, whoever asks for it. Nothing older than TLS 1.2 is spoken.
 *   <li>No password and no key is ever in a message, a log or a {@code toString}.
 * </ol>
 */
@NullMarked
package io.tapio.tls;

import org.jspecify.annotations.NullMarked;
