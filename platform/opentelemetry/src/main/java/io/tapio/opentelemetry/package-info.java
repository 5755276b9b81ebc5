/**
 * Spans of calls by OpenTelemetry.
 *
 * <pre>
 *   [ Tracing ] ──▶ OpenTelemetryTracer ──▶ OpenTelemetry's API ──▶ the application's SDK ──▶ collector
 *        │
 *        └─ context of the call: the span, its OpenTelemetry context, W3C trace context ──▶ service, callees
 * </pre>
 *
 * <ol>
 *   <li>A call of one process is a child of the span that called it, whatever that is traced by: W3C Trace Context goes
 *       with it. Whether a trace is recorded is its sampler's decision, which is told what the caller has decided.
 *   <li>Spans are named, and have attributes, by OpenTelemetry's conventions for remote procedure calls.
 *   <li>No thread-local takes part. What needs one, such as a driver that an agent instruments, gets it for as long as
 *       it runs:
 *       <pre>{@code
 * try (Scope current = OpenTelemetryTracer.contextOf(context).makeCurrent()) {
 *     driver.query("…"); // its spans are children of the call's
 * }
 * }</pre>
 *       The scope is closed on the thread that has opened it, and before the service returns: a callback that runs
 *       later, on whatever thread, makes it current once more.
 *   <li>The other way round, what was begun by OpenTelemetry alone goes on in calls by
 *       {@link io.tapio.opentelemetry.OpenTelemetryTracer#within}.
 * </ol>
 *
 * <table>
 *   <caption>What a span tells</caption>
 *   <tr><td>name</td><td>the method if there is one, else the system</td></tr>
 *   <tr><td>{@code rpc.system.name}, {@code rpc.method}</td><td>as the filter was told</td></tr>
 *   <tr><td>{@code server.address}, {@code server.port}</td><td>of a server its own, of a client the one that the filter
 *       was told</td></tr>
 *   <tr><td>{@code network.peer.address}, {@code network.peer.port}</td><td>of a server, the client's end of the
 *       connection</td></tr>
 *   <tr><td>{@code error.type}</td><td>where a call failed, as a word in lower case: {@code timeout}</td></tr>
 *   <tr><td>status</td><td>error if the call failed; not if its caller has cancelled it, where it was served</td></tr>
 *   <tr><td>exception</td><td>of a service that failed here, what it has thrown</td></tr>
 * </table>
 */
@NullMarked
package io.tapio.opentelemetry;

import org.jspecify.annotations.NullMarked;
