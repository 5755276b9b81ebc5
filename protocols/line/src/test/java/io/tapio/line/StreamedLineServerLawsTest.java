package io.tapio.line;

import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.dispatch.streaming.multiplex.Frame;
import io.tapio.framing.Framing;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.Peers;
import io.tapio.testkit.dispatch.StreamingPipelinedServerLaws;
import org.apache.pekko.util.ByteString;

/** All that it takes to hold a server to the laws of bodies. */
class StreamedLineServerLawsTest extends StreamingPipelinedServerLaws {
    /** In a body, where the laws have it. */
    static final ByteString CORRUPT = ByteString.fromString("}corrupt\n");

    @Override
    protected ServerProtocol<Streamed<String, String>, Streamed<String, String>> server() {
        return Line.streamingServer();
    }

    @Override
    protected Codec<Frame<String, String>, Frame<String, String>> peer() {
        return Peers.ofStreamingServer(StreamedLine.over(Framing.lines()), head -> head.startsWith("error: "));
    }

    @Override
    protected Features features() {
        return Features.none().withErrors();
    }

    @Override
    protected ByteString corrupt() {
        return CORRUPT;
    }
}
