package io.tapio.tcp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;

/** Addresses of hosts: in order, and in words. */
final class Addresses {
    private Addresses() {}

    /** IPv4 and IPv6 by turns, beginning with the family of the first, and else in their order. */
    static List<InetAddress> interleaved(Collection<InetAddress> addresses) {
        Queue<InetAddress> firsts = new ArrayDeque<>();
        Queue<InetAddress> others = new ArrayDeque<>();
        for (InetAddress address : addresses) {
            (firsts.isEmpty() || areOfOneFamily(address, firsts.element()) ? firsts : others).add(address);
        }
        List<InetAddress> all = new ArrayList<>();
        while (!firsts.isEmpty() || !others.isEmpty()) {
            move(firsts, all);
            move(others, all);
        }
        return all;
    }

    private static void move(Queue<InetAddress> from, List<InetAddress> to) {
        InetAddress next = from.poll();
        if (next != null) {
            to.add(next);
        }
    }

    static boolean areOfOneFamily(InetAddress one, InetAddress other) {
        return one.getClass() == other.getClass();
    }

    /** As in a URI: {@code [::1]:80}. */
    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return text(host.contains(":") ? host.replaceFirst("(^|:)(0(:|$)){2,}", "::") : host, address.getPort());
    }

    /** As {@link #text(InetSocketAddress)}, for a host that may be a name. */
    static String text(String host, int port) {
        return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }
}
