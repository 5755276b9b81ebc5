package io.tapio.dispatch.pipeline;

import io.tapio.codec.Codec;
import io.tapio.codec.FrameLayer;
import io.tapio.failure.Failure;
import java.util.function.Function;

/** Makes pipelined protocols from a codec. */
public final class Pipeline {
    private Pipeline() {}

    /**
     * The server's side of a protocol that has an error frame.
     *
     * @param errorFrame the reply to a call that failed; if it throws, the connection closes
     */
    public static <Q, A> PipelineServer<Q, A> server(
            Codec<Q, A> codec, Function<? super Failure, ? extends A> errorFrame) {
        return PipelineServer.of(codec, errorFrame);
    }

    /** The server's side of a protocol that has no error frame: the first failed call closes its connection. */
    public static <Q, A> PipelineServer<Q, A> server(Codec<Q, A> codec) {
        return PipelineServer.of(codec, failure -> {
            throw failure;
        });
    }

    /** The client's side. */
    public static <Q, A> PipelineClient<Q, A> client(Codec<A, Q> codec) {
        return new PipelineClient<>(
                codec, PipelineSettings.load(), connection -> (oldest, frame) -> false, false, FrameLayer.none());
    }
}
