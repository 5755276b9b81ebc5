package io.tapio.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PeerCountsTest {
    private final PeerCounts counts = new PeerCounts(2);

    @Test
    void aPeerIsFullWhateverItsPortsAre() {
        counts.add(peer("192.0.2.1", 1));
        assertThat(counts.isFull(peer("192.0.2.1", 2))).isFalse();
        counts.add(peer("192.0.2.1", 2));

        assertThat(counts.isFull(peer("192.0.2.1", 3))).isTrue();
        assertThat(counts.isFull(peer("192.0.2.2", 3))).isFalse();
    }

    @Test
    void anIpv6PeerIsItsNetwork() {
        counts.add(peer("2001:db8:1:2::1", 1));
        counts.add(peer("2001:db8:1:2:ffff::2", 1));

        assertThat(counts.isFull(peer("2001:db8:1:2::3", 1))).isTrue();
        assertThat(counts.isFull(peer("2001:db8:1:3::1", 1))).isFalse();
    }

    @Test
    void whatHasEndedMakesRoomAndLeavesNothing() {
        counts.add(peer("192.0.2.1", 1));
        counts.add(peer("192.0.2.1", 2));
        counts.remove(peer("192.0.2.1", 1));
        assertThat(counts.isFull(peer("192.0.2.1", 3))).isFalse();

        counts.remove(peer("192.0.2.1", 2));

        assertThat(counts.size()).isZero();
    }

    @Test
    void withoutALimitNothingIsKept() {
        PeerCounts off = new PeerCounts(Integer.MAX_VALUE);
        off.add(peer("192.0.2.1", 1));

        assertThat(off.size()).isZero();
        assertThat(off.isFull(peer("192.0.2.1", 1))).isFalse();
    }

    @Test
    void anAddressOfAnotherKindIsNobodys() {
        SocketAddress local = java.net.UnixDomainSocketAddress.of(Path.of("socket"));
        for (int i = 0; i < 5; i++) {
            counts.add(local);
        }

        assertThat(counts.isFull(local)).isFalse();
        counts.remove(local);
    }

    private static InetSocketAddress peer(String address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(address), port);
        } catch (UnknownHostException noName) {
            throw new AssertionError(noName);
        }
    }
}
