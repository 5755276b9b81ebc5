package io.tapio.codec;

import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one run of a stream, made as they are taken.
 *
 * <p>An event of a stream costs about as much as reading a small frame. So what the stages of a connection hand each
 * other is not a frame but a run of them: whoever gets one takes frames while it has room, and asks its upstream for
 * the next run when this one has no more. Until then it may keep the run, also over several events. Not thread-safe,
 * and therefore not to be sent over an asynchronous boundary; {@link #spread()} makes single elements of it that may.
 *
 * @param <F> the frame
 */
@FunctionalInterface
public interface Frames<F> {
    /**
     * The next frame, or null if there are no more, or none yet.
     *
     * @throws BadFrame in place of a frame that can be skipped; the next call goes on behind it
     * @throws RuntimeException if what follows cannot be read; there are no more frames then
     */
    @Nullable
    F next();

    /**
     * True if no other run is about to follow at once, so that what comes of this one need not wait for company. Asked
     * when the run has no more frames.
     */
    default boolean isWhole() {
        return false;
    }

    /** A run of one frame. */
    static <F> Frames<F> of(F frame) {
        return new OneFrame<>(frame);
    }

    /** Single frames of a flow as runs, for stages that take those. */
    static <F> Flow<F, Frames<F>, NotUsed> gathered() {
        return Flow.<F>create().map(Frames::of);
    }

    /** The frames of runs one by one, each when it is asked for. */
    static <F> Flow<Frames<F>, F, NotUsed> spread() {
        return Flow.fromGraph(new SpreadStage<>());
    }
}
