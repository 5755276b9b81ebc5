/**
 * What the dispatch stages share, and stages of one's own can use: calls on their way to a connection
 * ({@link io.tapio.dispatch.Calls}, {@link io.tapio.dispatch.ClientLogic}), calls of a service
 * ({@link io.tapio.dispatch.Caller}, {@link io.tapio.dispatch.ServerLogic}), and messages that no call asked for
 * ({@link io.tapio.dispatch.PushQueue}, {@link io.tapio.dispatch.PushReceiver}).
 */
@NullMarked
package io.tapio.dispatch;

import org.jspecify.annotations.NullMarked;
