/** Commands on hashes; the value that they share is {@link io.tapio.samples.kv.hash.Hash}. */
@NullMarked
package io.tapio.samples.kv.hash;

import org.jspecify.annotations.NullMarked;
