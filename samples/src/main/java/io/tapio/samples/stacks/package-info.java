/** Stacks of filters: the standard one of a server with a layer more, and one of a client's own. */
@NullMarked
package io.tapio.samples.stacks;

import org.jspecify.annotations.NullMarked;
