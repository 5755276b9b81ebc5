/**
 * The laws of dispatch over sockets: {@link io.tapio.testkit.sockets.SocketWirings} joins two ends by TCP on loopback,
 * with the servers and clients that are used in production, at ports that the operating system chooses.
 *
 * <pre>
 *   a side by itself            the test's socket ◀──────▶ socket ─ wire ─ tap ─ protocol
 *
 *   both sides together   protocol ─ tap ─ wire ─ socket ◀──▶ relay ◀──▶ socket ─ wire ─ tap ─ protocol
 * </pre>
 *
 * <pre>{@code
 * class MyServerOverSocketsTest extends MyServerLawsTest {
 *     @Override
 *     protected Wirings wirings() {
 *         return SocketWirings.loopback();
 *     }
 * }
 * }</pre>
 *
 * <ol>
 *   <li>Nothing sleeps, and nothing is taken for over because it has been quiet for a while. A tap counts the bytes
 *       that pass between wire and protocol, and the test's sockets count theirs: what was sent and is asked for must
 *       come, an end that was sent must be seen, and what a graph has been told it has heard. That is awaited, and
 *       fails with the name of what did not come.
 *   <li>What the test writes leaves while it settles, cut at random from the seed, and the next piece when the one
 *       before has arrived. Other chance is the network's own.
 *   <li>The protocols' clock stands still, as it does in memory while a test settles. Deadlines of sockets are real,
 *       and a reset that nobody reads is looked for often.
 *   <li>Delays, rates and stalls of the {@link io.tapio.testkit.network.NetworkSettings} are not heeded. The windows
 *       are those of the operating system, but for the test's own ends.
 *   <li>{@code -Dtapio.io.selector=pekko} checks the same on the other selector.
 * </ol>
 */
@NullMarked
package io.tapio.testkit.sockets;

import org.jspecify.annotations.NullMarked;
