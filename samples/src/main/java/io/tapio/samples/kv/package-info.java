/**
 * A Redis-compatible server in memory: the services of its connections, as a function of commands.
 *
 * <pre>
 *   connection ──▶ Client ──▶ Commands ──▶ Strings, Numbers, Expiry, Keys, … ──▶ Database ┐
 *   connection ──▶ Client      (table)         (one file per family)            Database ├─ Store ◀── Reaper
 *   connection ──▶ Client                                                       Database ┘
 *               one each      one for all       functions without state        owned by the store
 * </pre>
 *
 * <ol>
 *   <li>The {@link io.tapio.samples.kv.Store} owns the data of all connections. Each command runs under its lock,
 *       whole: no other connection sees it half done. That is what users of Redis rely on, and most commands take less
 *       time than handing them to another thread would.
 *   <li>A command is answered at once, on the thread of its connection. KEYS, FLUSHALL and the like hold the others up
 *       for as long as they take, as in Redis.
 *   <li>Values do not change: a command that changes one puts another in its place. So a reply, which may still be on
 *       its way out, needs no copy.
 *   <li>A key that has expired is never seen. It is removed when somebody asks for it, or by the
 *       {@link io.tapio.samples.kv.Reaper} in small steps.
 *   <li>What a command may store is bounded by {@code tapio.samples.kv.max-memory-bytes}: commands that could need more
 *       memory are refused once it is used up, so that at most one command's worth is stored beyond it.
 * </ol>
 */
@NullMarked
package io.tapio.samples.kv;

import org.jspecify.annotations.NullMarked;
