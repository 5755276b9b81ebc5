package io.tapio.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @Test
    void familiesTakeTurnsAndTheFirstIsThatOfTheFirstAddress() {
        assertThat(interleaved("10.0.0.1", "10.0.0.2", "10.0.0.3", "fd00::1", "fd00::2"))
                .isEqualTo(addresses("10.0.0.1", "fd00::1", "10.0.0.2", "fd00::2", "10.0.0.3"));
        assertThat(interleaved("fd00::1", "fd00::2", "10.0.0.1"))
                .isEqualTo(addresses("fd00::1", "10.0.0.1", "fd00::2"));
    }

    @Test
    void oneFamilyAloneStaysInItsOrder() {
        assertThat(interleaved("10.0.0.3", "10.0.0.1")).isEqualTo(addresses("10.0.0.3", "10.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:80",
        "::1, [::1]:80",
        "::, [::]:80",
        "fe80:0:0:0:1:2:3:4, [fe80::1:2:3:4]:80",
        "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:80",
        "2001:db8:0:1:2:3:4:50, [2001:db8:0:1:2:3:4:50]:80"
    })
    void anAddressIsWrittenAsInAUri(String address, String text) {
        assertThat(Addresses.text(new InetSocketAddress(Hosts.address(address), 80)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"cache.example, cache.example:80", "::1, [::1]:80", "[::1], [::1]:80"})
    void aHostIsWrittenAsInAUri(String host, String text) {
        assertThat(Addresses.text(host, 80)).isEqualTo(text);
    }

    private static List<InetAddress> interleaved(String... addresses) {
        return Addresses.interleaved(addresses(addresses));
    }

    private static List<InetAddress> addresses(String... addresses) {
        return Stream.of(addresses).map(Hosts::address).toList();
    }
}
