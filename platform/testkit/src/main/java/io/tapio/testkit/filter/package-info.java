/**
 * What every filter keeps to, whatever it is for: {@link io.tapio.testkit.filter.FilterContract} as a test class around
 * a service, and {@link io.tapio.testkit.filter.FilterLaws} anywhere a filter can stand, such as on one side of a
 * connection.
 */
@NullMarked
package io.tapio.testkit.filter;

import org.jspecify.annotations.NullMarked;
