package io.tapio.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerTest {
    private final Server server = new Server("a", new Upper(), "localhost", 0, OwnTls.Word.UNSAID);

    @Test
    void allAddressesOfAHostAreTold() {
        InetSocketAddress four = new InetSocketAddress("127.0.0.1", 7);
        InetSocketAddress six = new InetSocketAddress("::1", 7);

        assertThat(server.listening(List.of(four))).isEqualTo("a (line) listening on 127.0.0.1:7");
        assertThat(server.listening(List.of(four, six)))
                .isEqualTo("a (line) listening on 127.0.0.1:7 and [0:0:0:0:0:0:0:1]:7");
    }
}
