/**
 * One failure type for the whole platform: where a call failed, whether it may have had an effect, and why.
 *
 * <ol>
 *   <li>Every failed stage that Tapio hands out carries a {@link io.tapio.failure.Failure}, never a wrapper around it.
 *   <li>A failure is a value: safe to share between threads, cheap to make (no stack trace of its own).
 *   <li>{@link io.tapio.failure.Failure#of(Throwable)} is the one place that unwraps {@code CompletionException}.
 * </ol>
 */
@NullMarked
package io.tapio.failure;

import org.jspecify.annotations.NullMarked;
