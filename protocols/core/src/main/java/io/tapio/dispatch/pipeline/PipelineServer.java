package io.tapio.dispatch.pipeline;

import io.tapio.codec.Codec;
import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * The server's side of a pipelined protocol. Immutable; the {@code with…} methods return a changed copy.
 *
 * @param codec requests in, replies out
 * @param errorFrame the reply to a call that failed; if it throws, the connection closes
 * @param faultFrame the last reply on a connection whose bytes cannot be decoded, if the protocol has one
 * @param isLast whether a request is the connection's last
 * @param concurrency the calls of one connection that may run at a time
 * @param settings the bounds of one connection
 */
public record PipelineServer<Q, A>(
        Codec<Q, A> codec,
        Function<? super Failure, ? extends A> errorFrame,
        Function<? super Failure, Optional<A>> faultFrame,
        Predicate<? super Q> isLast,
        int concurrency,
        PipelineSettings settings)
        implements ServerProtocol<Q, A> {

    public PipelineServer {
        if (concurrency < 1 || settings.serverMaxInFlight() < 1) {
            throw new IllegalArgumentException("a connection needs room for one call: concurrency is " + concurrency
                    + ", in flight are at most " + settings.serverMaxInFlight());
        }
    }

    static <Q, A> PipelineServer<Q, A> of(Codec<Q, A> codec, Function<? super Failure, ? extends A> errorFrame) {
        return new PipelineServer<>(
                codec,
                errorFrame,
                fault -> Optional.empty(),
                request -> false,
                Integer.MAX_VALUE,
                PipelineSettings.load());
    }

    /**
     * Lets at most {@code calls} calls of a connection run at a time. By default as many run as may be in flight; with
     * 1 the requests of a connection take effect in order.
     */
    public PipelineServer<Q, A> withConcurrency(int calls) {
        return new PipelineServer<>(codec, errorFrame, faultFrame, isLast, calls, settings);
    }

    /**
     * Answers bytes that cannot be decoded with {@code frame}, after all requests before them; then the connection
     * closes.
     */
    public PipelineServer<Q, A> withFaultFrame(Function<? super Failure, ? extends A> frame) {
        return new PipelineServer<>(
                codec, errorFrame, fault -> Optional.of(frame.apply(fault)), isLast, concurrency, settings);
    }

    /** Reads nothing after a request that {@code last} accepts; its reply is sent, and the connection closes. */
    public PipelineServer<Q, A> withLast(Predicate<? super Q> last) {
        return new PipelineServer<>(codec, errorFrame, faultFrame, last, concurrency, settings);
    }

    public PipelineServer<Q, A> withSettings(PipelineSettings settings) {
        return new PipelineServer<>(codec, errorFrame, faultFrame, isLast, concurrency, settings);
    }

    /*
     *              ┌─────────┐         ┌──────────┐
     *   bytes ───▶ │ decoder │ ───Q──▶ │ pipeline │ ──▶ service
     *              ├─────────┤         │ dispatch │
     *   bytes ◀─── │ encoder │ ◀──A─── │          │ ◀──
     *              └─────────┘         └──────────┘
     */
    @Override
    public Flow<ByteString, ByteString, NotUsed> serve(ConnectionInfo connection, Service<Q, A> service) {
        return codec.decoding(settings.codec())
                .via(new PipelineServerStage<>(this, connection, service))
                .via(codec.encoding(settings.codec()));
    }
}
