/** Commands that tell what the server is, can do and has done. */
@NullMarked
package io.tapio.samples.kv.server;

import org.jspecify.annotations.NullMarked;
