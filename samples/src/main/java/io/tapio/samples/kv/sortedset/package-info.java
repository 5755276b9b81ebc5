/**
 * Commands on sorted sets: members, each with a score, in the order of scores and then of bytes.
 *
 * <pre>
 *                  ┌─ IndexedMap   key, place ─▶ Member     a score at once; any member by lot; the cursor of ZSCAN
 *   SortedSet ─────┤
 *   (the value)    └─ RankTree     rank, bound ▶ Member     in O(log n)
 *
 *   Bounds ──▶ Span of ranks ──▶ RankTree ──▶ Listing ──▶ reply
 *   (by rank, score, bytes)
 * </pre>
 *
 * <ol>
 *   <li>Every range is first made a span of ranks, in O(log n); LIMIT is arithmetic on it. What follows costs O(log n)
 *       and the members that are in the reply, and no others.
 *   <li>A reply has the bytes of members, which never change, and scores as they are then: nothing of a set that
 *       changes.
 *   <li>Scores are printed as Redis 7.0 does, with 17 digits.
 * </ol>
 */
@NullMarked
package io.tapio.samples.kv.sortedset;

import org.jspecify.annotations.NullMarked;
