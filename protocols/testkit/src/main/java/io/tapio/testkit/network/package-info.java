/**
 * Connections without sockets, for the same protocols: deterministic, in virtual time, with faults under one seed.
 *
 * <pre>
 *   ┌──────────┐   ┌──────┐  sent ▷ on their way ▷ arrived  ┌──────┐   ┌──────────┐
 *   │ client   │──▶│      │ ─────────── lane ─────────────▶ │      │──▶│ server   │──▶ service
 *   │ protocol │   │ wire │                                 │ wire │   │ protocol │
 *   │ or test  │◀──│      │ ◀─────────── lane ───────────── │      │◀──│ or test  │◀──
 *   └──────────┘   └──────┘    cut, delayed, slowed, lost   └──────┘   └──────────┘
 * </pre>
 *
 * <pre>{@code
 * @Test
 * void aCallOutlivesABadNetwork() {
 *     NetworkSettings bad = NetworkSettings.calm()
 *             .withBoth(Conditions.calm().withSegments(3).withDelay(Duration.ZERO, Duration.ofMillis(20)));
 *     SimulatedNetwork.run(bad, network -> {
 *         Session<String, String> session = network.join(client, server, service);
 *
 *         assertThat(network.await(session.call(Context.root(), "hello"))).isEqualTo("world");
 *     });
 * }
 * }</pre>
 *
 * <ol>
 *   <li>Everything runs on the test's thread, and only while a test lets its
 *       {@link io.tapio.testkit.network.SimulatedNetwork} run: graphs, timers and services, in the order in which they
 *       became ready. A service that answers from another thread gives this up.
 *   <li>Time is virtual. It stands while there is something to do, and jumps to what is due next when there is not, so
 *       that a timeout of a minute costs nothing.
 *   <li>All chance comes from the seed: the same seed gives the same {@link io.tapio.testkit.network.Trace}. A test
 *       that {@link io.tapio.testkit.network.SimulatedNetwork#run runs} on a network prints seed and trace when it
 *       fails.
 *   <li>Bytes keep their order and arrive once. They are cut, merged, delayed and slowed as the
 *       {@link io.tapio.testkit.network.Conditions} of their direction say, and lost in a reset only.
 *   <li>A direction holds at most its window of bytes that were sent and not read, so that a slow reader is felt.
 *   <li>An end behaves as that of a socket does: a peer that closes its side still gets its answers, a graph that is
 *       done sends its end and drops what still comes for two seconds, and what is cut short ends in a reset. It has no
 *       other deadlines: those of sockets are not simulated.
 *   <li>Timers of Pekko's own (stages such as {@code idleTimeout}) run in real time; protocols take
 *       {@link io.tapio.connection.ConnectionInfo#timer() their connection's}.
 * </ol>
 */
@NullMarked
package io.tapio.testkit.network;

import org.jspecify.annotations.NullMarked;
