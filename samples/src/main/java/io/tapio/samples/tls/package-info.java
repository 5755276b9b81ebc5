/**
 * Lines behind TLS, from the first byte or from the middle of a connection.
 *
 * <pre>
 *   hello      ──▶  plain: hello
 *   STARTTLS   ──▶  go ahead
 *   (a TLS handshake)
 *   hello      ──▶  secret: hello
 * </pre>
 *
 * <ol>
 *   <li>A service is opened when the handshake is done, by a factory that knows the peer's certificate.
 *   <li>Plain bytes that a client sends behind its request for TLS are never taken for a request.
 * </ol>
 */
@NullMarked
package io.tapio.samples.tls;

import org.jspecify.annotations.NullMarked;
