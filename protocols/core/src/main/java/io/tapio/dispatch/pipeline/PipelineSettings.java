package io.tapio.dispatch.pipeline;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.codec.CodecSettings;
import io.tapio.dispatch.CallLimits;
import io.tapio.dispatch.FailurePolicy;
import io.tapio.dispatch.PushQueue;
import io.tapio.settings.Section;

/**
 * Bounds of one pipelined connection: {@code tapio.pipeline}, {@code tapio.codec} and {@code tapio.dispatch}.
 *
 * @param serverMaxInFlight requests that a server has read and not answered
 * @param serverMaxPushes messages beside replies that wait for a server's peer to take them
 * @param serverMaxPushBytes the bytes in those
 * @param clientMaxInFlight requests that a client has written and that are not answered
 * @param clientMaxWaiting calls that wait behind those
 * @param codec bounds of the codec's stages
 * @param onFailure what a server does about calls that fail
 */
public record PipelineSettings(
        int serverMaxInFlight,
        int serverMaxPushes,
        int serverMaxPushBytes,
        int clientMaxInFlight,
        int clientMaxWaiting,
        CodecSettings codec,
        FailurePolicy onFailure) {
    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static PipelineSettings from(Config config) {
        Section pipeline = Section.of(config, "tapio.pipeline");
        return new PipelineSettings(
                pipeline.count("server.max-in-flight"),
                pipeline.count("server.max-pushes"),
                pipeline.bytes("server.max-push-bytes"),
                pipeline.count("client.max-in-flight"),
                pipeline.count("client.max-waiting"),
                CodecSettings.from(config),
                FailurePolicy.from(config));
    }

    /** The settings of the application's configuration. */
    public static PipelineSettings load() {
        return from(ConfigFactory.load());
    }

    PushQueue.Limits pushLimits() {
        return new PushQueue.Limits(
                serverMaxPushes, serverMaxPushBytes, "tapio.pipeline.server.max-pushes and .max-push-bytes");
    }

    /** How many calls a client's session takes. */
    public CallLimits clientLimits() {
        return new CallLimits(
                clientMaxInFlight, clientMaxWaiting, "tapio.pipeline.client.max-in-flight and .max-waiting");
    }

    public PipelineSettings withServerMaxInFlight(int requests) {
        return new PipelineSettings(
                requests, serverMaxPushes, serverMaxPushBytes, clientMaxInFlight, clientMaxWaiting, codec, onFailure);
    }

    public PipelineSettings withServerMaxPushes(int messages) {
        return new PipelineSettings(
                serverMaxInFlight, messages, serverMaxPushBytes, clientMaxInFlight, clientMaxWaiting, codec, onFailure);
    }

    public PipelineSettings withServerMaxPushBytes(int bytes) {
        return new PipelineSettings(
                serverMaxInFlight, serverMaxPushes, bytes, clientMaxInFlight, clientMaxWaiting, codec, onFailure);
    }

    public PipelineSettings withClientMaxInFlight(int requests) {
        return new PipelineSettings(
                serverMaxInFlight, serverMaxPushes, serverMaxPushBytes, requests, clientMaxWaiting, codec, onFailure);
    }

    public PipelineSettings withClientMaxWaiting(int calls) {
        return new PipelineSettings(
                serverMaxInFlight, serverMaxPushes, serverMaxPushBytes, clientMaxInFlight, calls, codec, onFailure);
    }

    public PipelineSettings withOnFailure(FailurePolicy policy) {
        return new PipelineSettings(
                serverMaxInFlight,
                serverMaxPushes,
                serverMaxPushBytes,
                clientMaxInFlight,
                clientMaxWaiting,
                codec,
                policy);
    }
}
