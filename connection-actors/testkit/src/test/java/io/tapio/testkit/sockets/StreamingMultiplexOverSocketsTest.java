package io.tapio.testkit.sockets;

import io.tapio.testkit.dispatch.Wirings;
import io.tapio.testkit.words.StreamingMultiplexLaws;

class StreamingMultiplexOverSocketsTest extends StreamingMultiplexLaws {
    @Override
    protected Wirings wirings() {
        return SocketWirings.loopback();
    }
}
