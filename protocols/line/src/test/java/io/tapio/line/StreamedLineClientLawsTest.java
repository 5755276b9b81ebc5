package io.tapio.line;

import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.dispatch.streaming.multiplex.Frame;
import io.tapio.framing.Framing;
import io.tapio.protocol.ClientProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.Peers;
import io.tapio.testkit.dispatch.StreamingPipelinedClientLaws;
import org.apache.pekko.util.ByteString;

class StreamedLineClientLawsTest extends StreamingPipelinedClientLaws {
    @Override
    protected ClientProtocol<Streamed<String, String>, Streamed<String, String>> client() {
        return Line.streamingClient();
    }

    @Override
    protected Codec<Frame<String, String>, Frame<String, String>> peer() {
        return Peers.ofStreamingClient(StreamedLine.over(Framing.lines()));
    }

    @Override
    protected Features features() {
        return Features.none();
    }

    @Override
    protected ByteString corrupt() {
        return StreamedLineServerLawsTest.CORRUPT;
    }
}
