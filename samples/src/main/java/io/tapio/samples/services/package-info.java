/** Services as actors, as the guide quotes them: an instance of a class, one that blocks, and a behaviour. */
@NullMarked
package io.tapio.samples.services;

import org.jspecify.annotations.NullMarked;
