/**
 * A database in a map, with requests and responses that have types: a filter turns lines into them and back.
 *
 * <pre>
 *   GET foo       ──▶ Get(foo)        ──▶ Value(foo, a)     ──▶ foo = a
 *   SET foo b c   ──▶ Set(foo, b c)   ──▶ Set(foo, b c, a)  ──▶ set foo = b c; previous: a
 *   FROB          ──▶ no request                            ──▶ error: a line begins with GET or SET
 * </pre>
 *
 * <ol>
 *   <li>A connection's lines take effect in their order; requests of several connections, one after the other.
 *   <li>What cannot be read or done is an error line, and the connection goes on.
 *   <li>The map has at most {@code max-keys} entries of {@code max-entry-chars}; one more is refused.
 * </ol>
 */
@NullMarked
package io.tapio.samples.tinydb;

import org.jspecify.annotations.NullMarked;
