package io.tapio.samples.compress;

import com.typesafe.config.Config;
import io.tapio.codec.Codec;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.dispatch.pipeline.PipelineServer;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.framing.Framing;
import io.tapio.framing.LengthField;
import io.tapio.node.Program;
import io.tapio.settings.Section;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpServer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.util.ByteString;

/** {@code tapio serve compress}. */
public final class CompressProgram implements Program {
    @Override
    public String name() {
        return "compress";
    }

    @Override
    public String protocol() {
        return "length-prefixed";
    }

    @Override
    public String summary() {
        return "answers each body with its gzip, made on threads of its own";
    }

    @Override
    public int defaultPort() {
        return 12351;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        return TcpServer.create(system).plan(bodies(system.settings().config()), Gzip.start(system));
    }

    /** Bodies behind their lengths, both ways; one without bytes, which no gzip is, says that a call has failed. */
    static PipelineServer<ByteString, ByteString> bodies(Config config) {
        int longest = Section.of(config, "tapio.samples.compress").bytes("max-body-bytes");
        Codec<ByteString, ByteString> codec =
                new Codec<>(framed(longest).decoder(), framed(Integer.MAX_VALUE).encoder());
        return Pipeline.server(codec, failure -> ByteString.emptyByteString())
                .withSettings(PipelineSettings.from(config));
    }

    private static Codec<ByteString, ByteString> framed(int longest) {
        return Framing.lengthField(LengthField.ofWidth(Integer.BYTES, longest));
    }
}
