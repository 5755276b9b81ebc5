/**
 * What peers can do to a server, done to it over real sockets, while a canary looks whether it still serves.
 *
 * <pre>
 *   Faults ─▶ Trial ─┬─ starts ─▶ Server (tapio serve NAME, in a JVM of its own, with a limit of files)
 *                    │              ▲  ▲            │ its log, its processor time, its files, its live memory
 *                    ├─ Canary ─────┘  │            ▼
 *                    └─ Fault ─ Peers ─┘          Findings ─▶ Table
 * </pre>
 *
 * <ol>
 *   <li>Each fault has a server of its own, so what one left cannot be taken for what another did.
 *   <li>A finding is a promise and the figure that was found. One that does not hold is told like the others, and makes
 *       the command fail.
 *   <li>What is drawn by lot is drawn from a seed that is printed.
 *   <li>Every trial also holds the server's log to account: nothing is told twice in a minute, and nothing that a peer
 *       did is told with a stack.
 * </ol>
 */
@NullMarked
package io.tapio.samples.faults;

import org.jspecify.annotations.NullMarked;
