/**
 * MULTI, EXEC, DISCARD, WATCH, UNWATCH.
 *
 * <p>A transaction is atomic across connections because EXEC is one command, and commands run one at a time. A command
 * that fails inside it takes nothing back, as in Redis.
 */
@NullMarked
package io.tapio.samples.kv.transaction;

import org.jspecify.annotations.NullMarked;
