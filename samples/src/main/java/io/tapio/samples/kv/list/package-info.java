/** Commands on lists; the value that they share is {@link io.tapio.samples.kv.list.Sequence}. */
@NullMarked
package io.tapio.samples.kv.list;

import org.jspecify.annotations.NullMarked;
