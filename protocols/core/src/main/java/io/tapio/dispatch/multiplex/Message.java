package io.tapio.dispatch.multiplex;

import io.tapio.failure.Failure;

/**
 * What the two ends of a multiplexed connection send each other. A codec reads and writes these; how an id, an error or
 * a cancel looks on the wire is the protocol's own affair, and so is whether it has them at all.
 *
 * @param <T> what the protocol carries
 */
public sealed interface Message<T> {
    /** Asks for the reply that will have the same id. */
    record Request<T>(long id, T body) implements Message<T> {}

    record Reply<T>(long id, T body) implements Message<T> {}

    /**
     * The call with this id has failed. An encoder of a protocol without error frames throws, which ends the
     * connection.
     */
    record Error<T>(long id, Failure failure) implements Message<T> {}

    /** The caller of this id wants no reply any more. */
    record Cancel<T>(long id) implements Message<T> {}

    /** Asks for nothing: a notification, a push. */
    record OneWay<T>(T body) implements Message<T> {}

    /** The server wants no more calls on this connection; those that it gets are still answered. */
    record Goodbye<T>() implements Message<T> {}
}
