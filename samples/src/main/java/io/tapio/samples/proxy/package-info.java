/**
 * Joins each connection to one of its own to another server: both are flows of bytes, and one is the other's middle.
 *
 * <pre>
 *   peer ──▶ ┌────────┐ ──▶ ┌────────────┐ ──▶ upstream
 *        ◀── │ server │ ◀── │ TcpClient  │ ◀──
 *            └────────┘     │ .flow(…)   │
 *                           └────────────┘
 * </pre>
 *
 * <ol>
 *   <li>A side that closes its half closes that half of the other one, and the rest goes on.
 *   <li>A reset on one side is a reset on the other: what was cut off does not look like an end.
 *   <li>Who does not read holds up who sends, through both connections; between them wait a few chunks at most.
 *   <li>A peer for whom there is no connection to be had is closed; why is in its close reason, which is logged at
 *       debug.
 * </ol>
 */
@NullMarked
package io.tapio.samples.proxy;

import org.jspecify.annotations.NullMarked;
