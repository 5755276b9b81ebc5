package io.tapio.service;

/**
 * The way from a service to its peer outside of any call, on one connection: notifications, messages of a subscription.
 * Thread-safe. A protocol that has pushes puts one into the context of its calls, under a key of its own.
 *
 * @param <A> what the protocol sends
 */
@FunctionalInterface
public interface Push<A> {
    /**
     * Sends {@code message} as soon as the peer takes it; never blocks. Messages keep their order. Those pushed while a
     * call runs, by the thread that it was made on, leave before its reply.
     *
     * @return false if the connection has ended or is about to: also if the peer takes its messages so slowly that this
     *     one exceeds the connection's bound, which ends it, because a gap would go unnoticed
     */
    boolean push(A message);
}
