/** Commands on keys, whatever their values: which there are, under which names, and for how long. */
@NullMarked
package io.tapio.samples.kv.keyspace;

import org.jspecify.annotations.NullMarked;
