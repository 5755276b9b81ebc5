/**
 * Tells actors when their channels are ready: the one package that touches Pekko I/O's internals.
 *
 * <pre>
 *   wire stage, listener, client                          selector (an actor's thread of its own)
 *        │  register(channel, owner) ───────────────────────▶ │
 *        │ ◀───────────────────────── registered(registration)│
 *        │  registration.enable(OP_READ) ───────────────────▶ │ select
 *        │ ◀────────────────────────────────────── readable() │ interest is off again
 * </pre>
 *
 * <ol>
 *   <li>An owner is told once for each time it enables an interest; nothing is read or written for it.
 *   <li>Events come as messages to the owner's actor, which hands them to
 *       {@link io.tapio.selector.ChannelEvents#deliver}. A stage on an event loop is called, as by its own graph.
 *   <li>Every method may be called from any thread.
 *   <li>Closing a registration closes its channel, also when the selector is busy or gone.
 * </ol>
 */
@NullMarked
package io.tapio.selector;

import org.jspecify.annotations.NullMarked;
