/** Commands on the connection itself: what it is called, what it selects, and which replies it gets. */
@NullMarked
package io.tapio.samples.kv.connection;

import org.jspecify.annotations.NullMarked;
