package io.tapio.admission;

import io.tapio.context.Context;
import io.tapio.service.Service;
import java.util.concurrent.CompletionStage;

/**
 * A service that there may only be so many calls to. {@link #call} waits for its turn, as far as it may;
 * {@link #acquire} waits without a request, for a caller that only makes one, or takes one off a queue, when it is
 * certain that it can be made.
 */
public interface Admission<Q, A> extends Service<Q, A> {
    /**
     * The right to one call, which fails as a call would that had to wait too long. To cancel the stage gives the right
     * back.
     *
     * @param context that of the call; when it is cancelled or due, the right is given back
     */
    CompletionStage<Ready<Q, A>> acquire(Context context);
}
