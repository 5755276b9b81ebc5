package io.tapio.line;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Ids;
import io.tapio.dispatch.multiplex.Multiplex;
import io.tapio.dispatch.multiplex.MultiplexServer;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.dispatch.pipeline.PipelineServer;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.framing.Framing;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;

/** The line protocol, for servers and clients, of lines and of integers. */
public final class Line {
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
        var anyText = Pipeline.<String, String>client(lines(config)).withSettings(PipelineSettings.from(config));
        return anyText.filtered(OneLine.requests());
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

    private static Codec<String, String> lines(Config config) {
        return Framing.lines(Framing.maxLineBytes(config));
    }
}
