/**
 * SUBSCRIBE, PUBLISH and what belongs to them.
 *
 * <pre>
 *   publisher ── PUBLISH ch text ──▶ Subscriptions ──▶ client.push() ──▶ its connection's own thread
 *             ◀── receivers ────────  ch, patterns  └─▶ client.push() ──▶ …
 * </pre>
 *
 * <ol>
 *   <li>Messages reach a subscriber in the order in which they were published, between its replies.
 *   <li>A subscriber that does not read loses its connection: at {@code tapio.pipeline.server.max-pushes} messages, or
 *       {@code max-push-bytes}, it gets no more, and what was on its way is offered for
 *       {@code tapio.tcp.server.half-closed-timeout} at most. The publisher never waits for it.
 * </ol>
 */
@NullMarked
package io.tapio.samples.kv.pubsub;

import org.jspecify.annotations.NullMarked;
