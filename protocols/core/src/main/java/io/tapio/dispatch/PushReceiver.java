package io.tapio.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * Takes what the server of one connection sends beside replies. Called on the connection's thread, in the order in
 * which the frames came, so it never blocks; what it throws ends the connection.
 */
@FunctionalInterface
public interface PushReceiver<Q, A> {
    /**
     * Is shown each frame that comes, and takes it if it is a push.
     *
     * @param oldest the request that is answered next; null if none waits
     * @return false if {@code frame} is the answer to {@code oldest}
     */
    boolean receive(@Nullable Q oldest, A frame);
}
