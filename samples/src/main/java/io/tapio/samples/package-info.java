/**
 * Programs to read, run and copy; one package each, in the order in which to read them: hello, doubler, tinydb,
 * multiplexed, chat; echo, sink, proxy; services, compress; kv.
 *
 * <ol>
 *   <li>Each is started by {@code ./tapio serve NAME}, and each shows one thing.
 *   <li>What the README and the guide quote is in these packages, compiled, and run by a test.
 * </ol>
 */
@NullMarked
package io.tapio.samples;

import org.jspecify.annotations.NullMarked;
