/**
 * Another protocol in mid-connection: STARTTLS, an HTTP upgrade, what follows a handshake.
 *
 * <pre>
 *              ┌──────────────── switch ────────────────┐
 *   bytes ───▶ │ ─▶ the first protocol's graph ─▶       │ ───▶ bytes
 *              │      │ its last words, then            │
 *              │      ▼ the bytes that it has not used  │
 *              │ ─▶ the next protocol's graph  ─▶       │
 *              └────────────────────────────────────────┘
 *
 *   client                                            server
 *   SessionUpgrade.ask(session, "upgrade", …) ──────▶ context.get(Upgrade.KEY) … upgrade.to(next, service)
 *         reply ⇒ the next ClientProtocol     ◀────── reply: the last of the old protocol
 *   Session of the next protocol              ◀─────▶ the next ServerProtocol
 * </pre>
 *
 * <ol>
 *   <li>Nothing is lost and nothing changes its order: what the first protocol had to write leaves before the next
 *       begins, and what it has read and not used is what the next reads first. Its decoder gives that back
 *       ({@link io.tapio.codec.Unread}).
 *   <li>A service asks with what it finds in its call's context, and a server offers it only where nothing is read
 *       behind the call ({@code withUpgrades}). A client sends nothing behind the request before it knows.
 *   <li>Both protocols run on the actor of their connection. Failure, completion, cancellation and demand pass through
 *       in both directions; an upgrade that never comes costs the hop into the graph and the one out of it.
 *   <li>A connection that cannot change its protocol pays nothing.
 * </ol>
 */
@NullMarked
package io.tapio.upgrade;

import org.jspecify.annotations.NullMarked;
