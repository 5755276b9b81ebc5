package io.tapio.dispatch.streaming.pipeline;

import io.tapio.body.Streamed;
import io.tapio.dispatch.streaming.DepartingBody;
import io.tapio.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The message that is being sent, one after the other: its head, and the chunks of its body as they are made. Belongs
 * to its stage's thread.
 */
final class Outgoing<H, C> {
    private final Runnable look;
    private final Runnable sent;
    private @Nullable DepartingBody<C> body;

    /**
     * @param look tells the stage, on any thread, that a chunk is there that it waited for
     * @param sent is told when the last piece of a message was given
     */
    Outgoing(Runnable look, Runnable sent) {
        this.look = look;
        this.sent = sent;
    }

    /** Whether a message has begun and is not complete. */
    boolean isOpen() {
        return body != null;
    }

    /** Whether there is a piece of the open message. */
    boolean isReady() {
        return body != null && body.isReady();
    }

    /** The first piece of a message; none is open. */
    Part<H, C> begin(Streamed<H, C> message) {
        if (message.body().isEmpty()) {
            sent.run();
            return new Part.Head<>(message.head(), false);
        }
        body = new DepartingBody<>(message.body(), look);
        return new Part.Head<>(message.head(), true);
    }

    /** The next piece of the open message, or null if it has to be waited for. */
    @Nullable
    Part<H, C> piece() {
        DepartingBody<C> open = body;
        if (open == null || !open.isReady()) {
            return null;
        }
        Part<H, C> last;
        try {
            C chunk = open.take();
            if (chunk != null) {
                return new Part.Chunk<>(chunk);
            }
            last = new Part.End<>();
        } catch (Failure why) {
            last = new Part.Broken<>(why);
        }
        body = null;
        sent.run();
        return last;
    }

    /** The connection is gone, and with it the open message. */
    void cancel(Failure why) {
        if (body != null) {
            body.cancel(why);
        }
    }
}
