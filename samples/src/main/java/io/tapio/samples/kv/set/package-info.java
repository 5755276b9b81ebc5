/** Commands on sets; the value that they share is {@link io.tapio.samples.kv.set.Members}. */
@NullMarked
package io.tapio.samples.kv.set;

import org.jspecify.annotations.NullMarked;
