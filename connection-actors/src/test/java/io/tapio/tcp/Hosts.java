package io.tapio.tcp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** Names with the addresses that a test gives them. */
final class Hosts {
    /** A thread for each: where processors are few, the JVM's common pool has one for all. */
    static final Executor THREADS = task -> new Thread(task, "look-up").start();

    private Hosts() {}

    /** Every name has these addresses, in this order. */
    static Resolver having(String... addresses) {
        return new Resolver(
                THREADS,
                host -> host.matches("[0-9.]+")
                        ? InetAddress.getAllByName(host)
                        : Stream.of(addresses).map(Hosts::address).toArray(InetAddress[]::new));
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException notLiteral) {
            throw new IllegalArgumentException(notLiteral);
        }
    }

    /** The words are those that {@code .ci/run} knows. */
    static void assumeIpv6() {
        assumeTrue(has("::1"), "this machine has no IPv6: there is no ::1");
    }

    /** On Linux every machine has all of 127.0.0.0/8. */
    static void assumeSecondLoopback() {
        assumeTrue(has("127.0.0.2"), "this machine has no second loopback address: there is no 127.0.0.2");
    }

    private static boolean has(String address) {
        try (ServerSocket socket = new ServerSocket(0, 1, address(address))) {
            return socket.isBound();
        } catch (IOException notHere) {
            return false;
        }
    }
}
