/** SORT, which works on whatever has elements, and looks at strings and hashes on the way. */
@NullMarked
package io.tapio.samples.kv.sort;

import org.jspecify.annotations.NullMarked;
