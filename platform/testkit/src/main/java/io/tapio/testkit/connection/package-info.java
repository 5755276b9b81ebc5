/**
 * Connections without a socket, for tests of protocols and services.
 *
 * <ol>
 *   <li>A {@link io.tapio.testkit.connection.TestConnection} does nothing by itself: the test says when it drains and
 *       ends.
 *   <li>Its time is virtual.
 * </ol>
 */
@NullMarked
package io.tapio.testkit.connection;

import org.jspecify.annotations.NullMarked;
