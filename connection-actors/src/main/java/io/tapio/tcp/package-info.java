/**
 * TCP servers and clients, each connection an actor.
 *
 * <pre>
 *   listener (one for each bound address)    client (one for each connect)
 *      └── connection (one for each socket)     ├── attempts (one for each address, until one has connected)
 *             ║ ends with, and ends             └── connection
 *          graph: wire ⇄ protocol ⇄ service            ║
 *                                                   graph: wire ⇄ protocol ⇄ session
 * </pre>
 *
 * <ol>
 *   <li>Bytes go through the graph alone; the connection actor beside it owns the life: state, deadlines, reason.
 *   <li>A channel is read only when its graph asks for more, and written only as far as the socket takes it.
 *   <li>Connections are stopped, never restarted. Each ends with one {@link io.tapio.connection.CloseReason}.
 *   <li>A connection's fault touches no other connection and not its listener; a listener's touches no other.
 *   <li>Connections leave the process a reserve of file descriptors. Without any, what is open is served on.
 *   <li>What a peer can cause at will is logged at debug, and nothing above.
 * </ol>
 */
@NullMarked
package io.tapio.tcp;

import org.jspecify.annotations.NullMarked;
