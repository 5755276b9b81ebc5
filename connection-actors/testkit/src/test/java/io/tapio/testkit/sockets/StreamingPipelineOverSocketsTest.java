package io.tapio.testkit.sockets;

import io.tapio.testkit.dispatch.Wirings;
import io.tapio.testkit.words.StreamingPipelineLaws;

class StreamingPipelineOverSocketsTest extends StreamingPipelineLaws {
    @Override
    protected Wirings wirings() {
        return SocketWirings.loopback();
    }
}
