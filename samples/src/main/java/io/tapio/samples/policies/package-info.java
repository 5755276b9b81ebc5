/**
 * What a listener and a client do when something goes wrong, declared.
 *
 * <pre>
 *   strangers ──▶ listener with a section of its own ──▶ jobs, a supervised service
 *                    └ ends with the service, and tells its owner
 *   client    ──▶ endpoint that gives up when it is not wanted
 * </pre>
 *
 * <ol>
 *   <li>What holds for one listener is said to that listener; the others go on as they are.
 *   <li>A stranger can end its own connection, and nothing else.
 * </ol>
 */
@NullMarked
package io.tapio.samples.policies;

import org.jspecify.annotations.NullMarked;
