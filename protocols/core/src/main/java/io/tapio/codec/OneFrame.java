package io.tapio.codec;

import org.jspecify.annotations.Nullable;

/** A run of one frame. */
final class OneFrame<F> implements Frames<F> {
    private @Nullable F frame;

    OneFrame(F frame) {
        this.frame = frame;
    }

    @Override
    public @Nullable F next() {
        F next = frame;
        frame = null;
        return next;
    }
}
