/**
 * Chance that can be had again.
 *
 * <pre>
 *   mvn test                        a new seed each time; a failure names it
 *   mvn test -Dtapio.seed=42        the same test once more, with that seed
 * </pre>
 *
 * <p>A {@link io.tapio.testkit.random.Script} is a row of random events. One that breaks a law is made as small as it
 * can be before it is shown.
 */
@NullMarked
package io.tapio.testkit.random;

import org.jspecify.annotations.NullMarked;
