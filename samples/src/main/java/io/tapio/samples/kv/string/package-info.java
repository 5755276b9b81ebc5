/**
 * Commands on strings, and on strings that are numbers; the value that they share is
 * {@link io.tapio.samples.kv.string.Text}.
 */
@NullMarked
package io.tapio.samples.kv.string;

import org.jspecify.annotations.NullMarked;
