package io.tapio.line;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Ids;
import io.tapio.dispatch.multiplex.Multiplex;
import io.tapio.dispatch.multiplex.MultiplexServer;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.dispatch.pipeline.PipelineClient;
import io.tapio.dispatch.pipeline.PipelineServer;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.dispatch.streaming.pipeline.StreamingPipeline;
import io.tapio.dispatch.streaming.pipeline.StreamingPipelineServer;
import io.tapio.framing.Framing;
import io.tapio.handshake.Handshake;
import io.tapio.handshake.HandshakeSettings;
import io.tapio.keepalive.KeepAlive;
import io.tapio.keepalive.KeepAliveSettings;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import java.util.concurrent.CompletionStage;

/** The line protocol, for servers and clients, of lines and of integers. */
public final class Line {
    /** Where the calls on a connection of {@link #handshakingServer()} find what their client said first. */
    public static final Context.Key<String> GREETING = Context.Key.local("greeting");

    private Line() {}

    /** Answers lines with lines, within the bounds of the application's configuration. */
    public static PipelineServer<String, String> server() {
        return server(ConfigFactory.load());
    }

    public static PipelineServer<String, String> server(Config config) {
        Codec<String, String> requestsAndReplies = lines(config).map(line -> line, OneLine::reply);
        return Pipeline.server(requestsAndReplies, ErrorLine::of).withSettings(PipelineSettings.from(config));
    }

    /** Sends lines and gets lines, within the bounds of the application's configuration. */
    public static ClientProtocol<String, String> client() {
        return client(ConfigFactory.load());
    }

    public static ClientProtocol<String, String> client(Config config) {
        return anyText(config).filtered(OneLine.requests());
    }

    /** As {@link #server()}, but begins with a greeting; who does not greet is told so, and the connection ends. */
    public static ServerProtocol<String, String> handshakingServer() {
        return handshakingServer(ConfigFactory.load());
    }

    public static ServerProtocol<String, String> handshakingServer(Config config) {
        PipelineServer<String, String> server = server(config);
        return Handshake.<String, String, String, String, String>server(
                        lines(config), connection -> Greeting.server(), GREETING, greeting -> server)
                .withSettings(HandshakeSettings.from(config));
    }

    /** As {@link #client()}, but begins with a greeting; the session comes when that is answered. */
    public static ClientProtocol<String, String> handshakingClient() {
        return handshakingClient(ConfigFactory.load());
    }

    public static ClientProtocol<String, String> handshakingClient(Config config) {
        ClientProtocol<String, String> client = client(config);
        return Handshake.<String, String, String, String, String>client(
                        lines(config), connection -> Greeting.client(), greeting -> client)
                .withSettings(HandshakeSettings.from(config));
    }

    /** As {@link #server()}, but answers the line {@code PING} by itself, and pings a client that is silent. */
    public static ServerProtocol<String, String> keepingAliveServer() {
        return keepingAliveServer(ConfigFactory.load());
    }

    public static ServerProtocol<String, String> keepingAliveServer(Config config) {
        PipelineServer<String, String> lines = server(config).withLayer(keepAlive(config));
        return lines.filtered(PingLines.replies());
    }

    /** As {@link #client()}, but pings a server that is silent, and ends the connection if it stays so. */
    public static ClientProtocol<String, String> keepingAliveClient() {
        return keepingAliveClient(ConfigFactory.load());
    }

    public static ClientProtocol<String, String> keepingAliveClient(Config config) {
        return keepAlive(config)
                .<String, String>watching(anyText(config)::withLayer)
                .filtered(PingLines.requests().andThen(OneLine.requests()));
    }

    /**
     * As {@link #server()}, but the request {@code upgrade integers} turns the connection into one of
     * {@link #integers()}.
     *
     * @param integers what answers from then on
     */
    public static ServerProtocol<String, String> upgradingServer(Service<Long, Long> integers) {
        return upgradingServer(ConfigFactory.load(), integers);
    }

    public static ServerProtocol<String, String> upgradingServer(Config config, Service<Long, Long> integers) {
        PipelineServer<String, String> lines = server(config).withUpgrades(ToIntegers.REQUEST::equals);
        var toIntegers = ToIntegers.serving(Integers.over(server(config)), integers);
        return lines.filtered(toIntegers);
    }

    /** As {@link #client()}, for {@link #upgrade}. */
    public static ClientProtocol<String, String> upgradingClient() {
        return upgradingClient(ConfigFactory.load());
    }

    public static ClientProtocol<String, String> upgradingClient(Config config) {
        return anyText(config).withUpgrades().filtered(OneLine.requests());
    }

    /**
     * Turns a session of an {@link #upgradingClient()} into one of integers, on the same connection. It fails at
     * {@code PEER_REFUSED} if the server speaks none; the session of lines then goes on.
     */
    public static CompletionStage<Session<Long, Long>> upgrade(Session<String, String> lines, Context context) {
        return ToIntegers.ask(lines, context, integersClient());
    }

    /** Answers integers with integers, and a line that is none with an error line. */
    public static ServerProtocol<Long, Long> integers() {
        return Integers.over(server());
    }

    /** Sends integers and gets integers; an error line fails its call. */
    public static ClientProtocol<Long, Long> integersClient() {
        return Integers.over(client());
    }

    /**
     * Answers lines that begin with an id, in whatever order the answers are ready, within the bounds of the
     * application's configuration.
     */
    public static MultiplexServer<String, String> multiplexedServer() {
        return multiplexedServer(ConfigFactory.load());
    }

    public static MultiplexServer<String, String> multiplexedServer(Config config) {
        return Multiplex.<String, String>server(lines(config).map(TaggedLine::request, TaggedLine::write))
                .withGoodbye()
                .withSettings(MultiplexSettings.from(config));
    }

    /** Sends lines with ids, and tells its server when a caller leaves. */
    public static ClientProtocol<String, String> multiplexedClient() {
        return multiplexedClient(ConfigFactory.load());
    }

    public static ClientProtocol<String, String> multiplexedClient(Config config) {
        var anyText = Multiplex.<String, String>client(lines(config).map(TaggedLine::reply, TaggedLine::write))
                .withIds(Ids.upTo(TaggedLine.LAST_ID))
                .withCancels()
                .withSettings(MultiplexSettings.from(config));
        return anyText.filtered(OneLine.requests());
    }

    /** Answers lines with lines, either with a body of lines if it wants one. */
    public static StreamingPipelineServer<String, String, String, String> streamingServer() {
        return streamingServer(ConfigFactory.load());
    }

    public static StreamingPipelineServer<String, String, String, String> streamingServer(Config config) {
        return StreamingPipeline.<String, String, String, String>server(
                        StreamedLine.over(lines(config)), String::length, ErrorLine::of)
                .withSettings(PipelineSettings.from(config))
                .withBodies(BodySettings.from(config));
    }

    /** Sends lines and gets lines, either with a body of lines. */
    public static ClientProtocol<Streamed<String, String>, Streamed<String, String>> streamingClient() {
        return streamingClient(ConfigFactory.load());
    }

    public static ClientProtocol<Streamed<String, String>, Streamed<String, String>> streamingClient(Config config) {
        return StreamingPipeline.<String, String, String, String>client(
                        StreamedLine.over(lines(config)), String::length)
                .withSettings(PipelineSettings.from(config))
                .withBodies(BodySettings.from(config))
                .filtered(StreamedLine.requests());
    }

    private static Codec<String, String> lines(Config config) {
        return Framing.wholeLines(Framing.maxLineBytes(config));
    }

    private static PipelineClient<String, String> anyText(Config config) {
        return Pipeline.<String, String>client(lines(config)).withSettings(PipelineSettings.from(config));
    }

    private static KeepAlive<String, String> keepAlive(Config config) {
        return new KeepAlive<>(PingLines.INSTANCE, KeepAliveSettings.from(config));
    }
}
