/**
 * Traces: which calls were made for which, through all processes that had a part in it.
 *
 * <pre>
 *            context: trace, span 1              context: trace, span 2            context: trace, span 3
 *   caller ──────────────────────▶ [ Tracing.client ] ───── wire ─────▶ [ Tracing.server ] ─────────────▶ service
 *                                  begins span 2 of 1                   begins span 3 of 2
 *   caller ◀────────────────────── [ ends span 2    ] ◀──── wire ────── [ ends span 3    ] ◀───────────── service
 * </pre>
 *
 * <ol>
 *   <li>A call has its {@link io.tapio.tracing.TraceContext} in its context, and it goes with every call that is made
 *       for it: as W3C Trace Context has it, which all tracing systems read.
 *   <li>Where no tracer is, it is handed on as it came, bytes of later versions included; a filter with no tracer is
 *       not there at all.
 *   <li>What came and is no trace context counts as none: the call goes on, and its trace begins here.
 *   <li>A span ends once, when the call's answer is there, and before whoever waits for the answer hears of it.
 *   <li>No thread-local takes part: whoever is in a call finds its span by {@link io.tapio.tracing.Span#of}.
 * </ol>
 *
 * <p>Where spans go is a {@link io.tapio.tracing.Tracer}'s affair; the module {@code tapio-opentelemetry} has one.
 * {@link io.tapio.tracing.Tracer#idsOnly} records nothing, and makes the ids by which the lines of logs are found that
 * belong together.
 */
@NullMarked
package io.tapio.tracing;

import org.jspecify.annotations.NullMarked;
