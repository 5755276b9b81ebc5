package io.tapio.dispatch.multiplex;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.codec.CodecSettings;
import io.tapio.dispatch.CallLimits;
import io.tapio.dispatch.FailurePolicy;
import io.tapio.dispatch.PushQueue;
import io.tapio.settings.Section;

/**
 * Bounds of one multiplexed connection: {@code tapio.multiplex}, {@code tapio.codec} and {@code tapio.dispatch}.
 *
 * @param serverMaxInFlight calls that a server runs
 * @param serverMaxWaiting requests that a server has read and not begun
 * @param serverMaxPushes messages beside replies that wait for a server's peer to take them
 * @param serverMaxPushBytes the bytes in those
 * @param clientMaxInFlight requests that a client has written and that are not answered
 * @param clientMaxWaiting calls that wait behind those
 * @param codec bounds of the codec's stages
 * @param onFailure what a server does about calls that fail
 */
public record MultiplexSettings(
        int serverMaxInFlight,
        int serverMaxWaiting,
        int serverMaxPushes,
        int serverMaxPushBytes,
        int clientMaxInFlight,
        int clientMaxWaiting,
        CodecSettings codec,
        FailurePolicy onFailure) {
    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static MultiplexSettings from(Config config) {
        Section multiplex = Section.of(config, "tapio.multiplex");
        return new MultiplexSettings(
                multiplex.count("server.max-in-flight"),
                multiplex.count("server.max-waiting"),
                multiplex.count("server.max-pushes"),
                multiplex.bytes("server.max-push-bytes"),
                multiplex.count("client.max-in-flight"),
                multiplex.count("client.max-waiting"),
                CodecSettings.from(config),
                FailurePolicy.from(config));
    }

    /** The settings of the application's configuration. */
    public static MultiplexSettings load() {
        return from(ConfigFactory.load());
    }

    /** What a server may have on its way beside replies. */
    public PushQueue.Limits pushLimits() {
        return new PushQueue.Limits(
                serverMaxPushes, serverMaxPushBytes, "tapio.multiplex.server.max-pushes and .max-push-bytes");
    }

    /** How many calls a client's session takes. */
    public CallLimits clientLimits() {
        return new CallLimits(
                clientMaxInFlight, clientMaxWaiting, "tapio.multiplex.client.max-in-flight and .max-waiting");
    }

    public MultiplexSettings withServerMaxInFlight(int calls) {
        return new MultiplexSettings(
                calls,
                serverMaxWaiting,
                serverMaxPushes,
                serverMaxPushBytes,
                clientMaxInFlight,
                clientMaxWaiting,
                codec,
                onFailure);
    }

    public MultiplexSettings withServerMaxWaiting(int requests) {
        return new MultiplexSettings(
                serverMaxInFlight,
                requests,
                serverMaxPushes,
                serverMaxPushBytes,
                clientMaxInFlight,
                clientMaxWaiting,
                codec,
                onFailure);
    }

    public MultiplexSettings withServerMaxPushes(int messages) {
        return new MultiplexSettings(
                serverMaxInFlight,
                serverMaxWaiting,
                messages,
                serverMaxPushBytes,
                clientMaxInFlight,
                clientMaxWaiting,
                codec,
                onFailure);
    }

    public MultiplexSettings withServerMaxPushBytes(int bytes) {
        return new MultiplexSettings(
                serverMaxInFlight,
                serverMaxWaiting,
                serverMaxPushes,
                bytes,
                clientMaxInFlight,
                clientMaxWaiting,
                codec,
                onFailure);
    }

    public MultiplexSettings withClientMaxInFlight(int calls) {
        return new MultiplexSettings(
                serverMaxInFlight,
                serverMaxWaiting,
                serverMaxPushes,
                serverMaxPushBytes,
                calls,
                clientMaxWaiting,
                codec,
                onFailure);
    }

    public MultiplexSettings withClientMaxWaiting(int calls) {
        return new MultiplexSettings(
                serverMaxInFlight,
                serverMaxWaiting,
                serverMaxPushes,
                serverMaxPushBytes,
                clientMaxInFlight,
                calls,
                codec,
                onFailure);
    }

    public MultiplexSettings withOnFailure(FailurePolicy policy) {
        return new MultiplexSettings(
                serverMaxInFlight,
                serverMaxWaiting,
                serverMaxPushes,
                serverMaxPushBytes,
                clientMaxInFlight,
                clientMaxWaiting,
                codec,
                policy);
    }
}
