/**
 * A Redis-compatible server in memory: the services of its connections, as a function of commands.
 *
 * <pre>
 *   connection ──▶ Client ──▶ Table ──▶ Strings, Numbers, Keyspace, Expiry, … ──▶ Database ┐
 *   connection ──▶ Client    one for    functions without state, one package      Database ├─ Store ◀── Reaper
 *   connection ──▶ Client      all      for each family of commands               Database ┘
 *               one each                                                      owned by the store
 *
 *   The packages; each knows only those to its right, but for sort, which also knows what it sorts:
 *
 *                  ┌─▶ string ──────┐
 *                  ├─▶ keyspace ────┤
 *   kv ────────────┼─▶ connection ──┼─▶ command ─────────▶ data
 *   Kv, Commands   ├─▶ server ──────┤   Spec, Table,       Store, Database,
 *                  └─▶ …            ┘   Client, Refused    Entry, Value
 * </pre>
 *
 * <ol>
 *   <li>The {@link io.tapio.samples.kv.data.Store} owns the data of all connections. Each command runs under its lock,
 *       whole: no other connection sees it half done. That is what users of Redis rely on, and most commands take less
 *       time than handing them to another thread would.
 *   <li>A command is answered at once, on the thread of its connection. KEYS, FLUSHALL and the like hold the others up
 *       for as long as they take, as in Redis.
 *   <li>A reply may still be on its way out when the next command runs, so nothing in it changes: strings never do, and
 *       what a family changes in place is not in its replies.
 *   <li>A key that has expired is never seen. It is removed when somebody asks for it, or by the
 *       {@link io.tapio.samples.kv.data.Reaper} in small steps.
 *   <li>What a command may store is bounded by {@code tapio.samples.kv.max-memory-bytes}: commands that could need more
 *       memory are refused once it is used up, so that at most one command's worth is stored beyond it.
 * </ol>
 *
 * <p>A family is added as a package with the list of its commands and, if it has one, its {@code Value}, and a line in
 * {@link io.tapio.samples.kv.Commands}.
 */
@NullMarked
package io.tapio.samples.kv;

import org.jspecify.annotations.NullMarked;
