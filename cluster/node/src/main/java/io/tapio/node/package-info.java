/**
 * The launcher: runs programs as the servers of one node, and calls servers from the shell.
 *
 * <pre>
 *   tapio serve NAME            ServiceLoader ──▶ {@link io.tapio.node.Program}s ──┐
 *   tapio serve --config FILE   tapio.node.servers ──▶ names, addresses ───────────┴──▶ servers, listening
 *   tapio explain NAME          the same names ──▶ plans, not bound ──▶ {@link io.tapio.node.explain}
 *   tapio call URI ARG...       scheme ──▶ caller ──▶ one request, its reply as text
 * </pre>
 *
 * <ol>
 *   <li>Standard output has what was asked for: a line for each server that listens, a reply, or an explanation. All
 *       else is on standard error.
 *   <li>The exit code is 0 if all went well, 1 if something failed, 2 if what was asked for is wrong: the arguments or
 *       the configuration.
 *   <li>A fault is told in one line, never by a stack trace, and nothing listens when one of a node's servers cannot.
 *   <li>A server listens on loopback unless the command line or the configuration says otherwise.
 *   <li>The command line goes before the declaration of a server, and that before what is said of all servers.
 *   <li>A signal to end drains the servers by coordinated shutdown, within their drain time-out.
 * </ol>
 */
@NullMarked
package io.tapio.node;

import org.jspecify.annotations.NullMarked;
