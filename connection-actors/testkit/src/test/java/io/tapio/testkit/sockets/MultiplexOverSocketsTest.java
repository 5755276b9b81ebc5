package io.tapio.testkit.sockets;

import io.tapio.testkit.dispatch.Wirings;
import io.tapio.testkit.words.MultiplexLaws;

class MultiplexOverSocketsTest extends MultiplexLaws {
    @Override
    protected Wirings wirings() {
        return SocketWirings.loopback();
    }
}
