/**
 * Work for a processor, kept from the event loops: bodies are compressed by workers under a supervisor, which have
 * threads that may be busy as long as they like, and answered in their order all the same.
 *
 * <pre>
 *   length, body ──▶ ┌──────────┐ ──call──▶ ┌────────────┐ ──▶ worker 1
 *   length, body ──▶ │ pipeline │ ──call──▶ │ supervisor │ ──▶ worker 2
 *                    │          │           └────────────┘
 *   length, gzip ◀── │          │ ◀── in the order of the bodies
 *                    └──────────┘
 *     on a loop                              on threads of its own
 * </pre>
 *
 * <ol>
 *   <li>A loop never compresses: other connections are served while it takes as long as it takes.
 *   <li>Answers have the order of the bodies, though a small one is done before a large one.
 *   <li>A body longer than {@code max-body-bytes} closes its connection; one too many for the queue is answered without
 *       bytes.
 * </ol>
 */
@NullMarked
package io.tapio.samples.compress;

import org.jspecify.annotations.NullMarked;
