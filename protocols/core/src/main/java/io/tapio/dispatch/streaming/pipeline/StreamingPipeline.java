package io.tapio.dispatch.streaming.pipeline;

import io.tapio.codec.Codec;
import io.tapio.codec.FrameLayer;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.dispatch.streaming.Chunks;
import io.tapio.failure.Failure;
import java.util.function.Function;

/** Makes pipelined protocols with bodies from a codec. */
public final class StreamingPipeline {
    private StreamingPipeline() {}

    /**
     * The server's side of a protocol that has an error message.
     *
     * @param chunks how those of requests are measured
     * @param errorHead the reply to a call that failed, which has no body; if it throws, the connection closes
     */
    public static <Q, C, A, D> StreamingPipelineServer<Q, C, A, D> server(
            Codec<Part<Q, C>, Part<A, D>> codec, Chunks<C> chunks, Function<? super Failure, ? extends A> errorHead) {
        return StreamingPipelineServer.of(codec, chunks, errorHead);
    }

    /** The server's side of a protocol that has no error message: the first failed call closes its connection. */
    public static <Q, C, A, D> StreamingPipelineServer<Q, C, A, D> server(
            Codec<Part<Q, C>, Part<A, D>> codec, Chunks<C> chunks) {
        return StreamingPipelineServer.of(codec, chunks, failure -> {
            throw failure;
        });
    }

    /**
     * The client's side.
     *
     * @param chunks how those of replies are measured
     */
    public static <Q, C, A, D> StreamingPipelineClient<Q, C, A, D> client(
            Codec<Part<A, D>, Part<Q, C>> codec, Chunks<D> chunks) {
        return new StreamingPipelineClient<>(
                codec, chunks, PipelineSettings.load(), BodySettings.load(), false, FrameLayer.none());
    }
}
