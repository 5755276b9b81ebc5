package io.tapio.testkit.sockets;

import io.tapio.testkit.dispatch.Wirings;
import io.tapio.testkit.words.PipelineLaws;

class PipelineOverSocketsTest extends PipelineLaws {
    @Override
    protected Wirings wirings() {
        return SocketWirings.loopback();
    }
}
