package io.tapio.filter;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes a failed stage of what a service throws, and of a null in place of a stage; so filters outside of it need to
 * know failed stages alone.
 *
 * <p>What tells of a broken JVM, and not of a broken call, goes on:
 *
 * <ul>
 *   <li>{@link VirtualMachineError}, such as memory that is used up: whoever goes on working makes it worse. But a
 *       {@link StackOverflowError} is caught. It is over when the stack has been left, and a request that is nested
 *       deeply enough may cause it: a peer must not end the process by that.
 *   <li>{@link LinkageError}: a class is missing, or another than it was compiled with. The program was not put
 *       together as it should be, and the next call would find the same.
 *   <li>{@link ThreadDeath}: the thread was told to end.
 * </ul>
 *
 * All others, {@link AssertionError} among them, are failures of the call.
 */
public record Catch<Q, A>() implements Filter<Q, A, Q, A> {
    @Override
    public Service<Q, A> apply(Service<Q, A> next) {
        return new Caught<>(next);
    }

    private record Caught<Q, A>(Service<Q, A> next) implements Transparent<Q, A> {
        @Override
        public CompletionStage<A> call(Context context, Q request) {
            CompletionStage<A> answer;
            try {
                answer = next.call(context, request);
            } catch (Throwable thrown) { // everything; what is not the call's affair goes on
                if (isFatal(thrown)) {
                    throw thrown;
                }
                return CompletableFuture.failedFuture(Failure.of(thrown));
            }
            return answer != null ? answer : CompletableFuture.failedFuture(noStage());
        }

        private static Failure noStage() {
            return Failure.at(Where.SERVICE, Processed.MAYBE, "the service gave null in place of a stage");
        }
    }

    @SuppressWarnings("removal") // ThreadDeath is thrown by Java 17, and later ones still have the class
    private static boolean isFatal(Throwable thrown) {
        return (thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError))
                || thrown instanceof LinkageError
                || thrown instanceof ThreadDeath;
    }
}
