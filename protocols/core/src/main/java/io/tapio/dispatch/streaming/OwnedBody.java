package io.tapio.dispatch.streaming;

import io.tapio.body.Streamed;
import io.tapio.failure.Failure;
import io.tapio.filter.Filter;
import io.tapio.service.Service;
import java.util.concurrent.CompletionStage;

/**
 * A call owns the body of its request: when it fails, refused, left by its caller or in any other way, the body is
 * cancelled, whether it was sent or not. What was sent of it in part cannot be completed then, and is broken off.
 */
public final class OwnedBody<H, C, A> implements Filter<Streamed<H, C>, A, Streamed<H, C>, A> {
    @Override
    public Service<Streamed<H, C>, A> apply(Service<Streamed<H, C>, A> next) {
        return (context, request) -> {
            CompletionStage<A> answer = next.call(context, request);
            answer.whenComplete((reply, thrown) -> {
                if (thrown != null) {
                    request.body().cancel(Failure.of(thrown));
                }
            });
            return answer;
        };
    }
}
