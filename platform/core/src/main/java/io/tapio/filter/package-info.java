/**
 * A filter turns one service into another; the same filter serves clients and servers, whatever the protocol.
 *
 * <pre>
 *   request  ──▶ [ outer ] ──▶ [ inner ] ──▶ service
 *   response ◀── [       ] ◀── [       ] ◀──
 * </pre>
 */
@NullMarked
package io.tapio.filter;

import org.jspecify.annotations.NullMarked;
