/**
 * What every family of commands is written with: how a command is described, found and refused, and whom it is run for.
 *
 * <ol>
 *   <li>A handler is a function of the {@link io.tapio.samples.kv.command.Client} and the command; it runs with the
 *       lock of the store.
 *   <li>A handler that throws {@link io.tapio.samples.kv.command.Refused} has changed nothing.
 * </ol>
 */
@NullMarked
package io.tapio.samples.kv.command;

import org.jspecify.annotations.NullMarked;
