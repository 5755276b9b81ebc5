/**
 * Chance that can be had again.
 *
 * <pre>
 *   mvn test                        a new seed each time; a failure names it
 *   mvn test -Dtapio.seed=42        the same test once more, with that seed
 * </pre>
 */
@NullMarked
package io.tapio.testkit.random;

import org.jspecify.annotations.NullMarked;
