package io.tapio.tcp;

import io.tapio.settings.Section;
import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * The options of a connection's socket: those of {@link StandardSocketOptions} and {@link ExtendedSocketOptions}. What
 * is not among them stays as the operating system has it.
 *
 * <p>Java has no option for the time to live of packets to one host, and none for sockets that speak IPv6 alone.
 *
 * @param values each of the type of its option
 */
public record SocketOptions(Map<SocketOption<?>, Object> values) {
    /**
     * Those that have to be set before the socket is bound, if it is. A listener's buffer is that of what it accepts.
     */
    private static final Set<SocketOption<?>> BEFORE_BINDING = Set.of(
            StandardSocketOptions.SO_REUSEADDR, StandardSocketOptions.SO_REUSEPORT, StandardSocketOptions.SO_RCVBUF);

    /** Those that mean nothing to a socket that nobody binds. */
    private static final Set<SocketOption<?>> OF_BINDING =
            Set.of(StandardSocketOptions.SO_REUSEADDR, StandardSocketOptions.SO_REUSEPORT);

    public SocketOptions {
        if (values.get(StandardSocketOptions.SO_LINGER) instanceof Integer seconds && seconds > 0) {
            throw new IllegalArgumentException("SO_LINGER of " + seconds
                    + " s would hold the event loop when the socket is closed; 0 resets, and -1 is the default");
        }
        values = Map.copyOf(values);
    }

    static SocketOptions from(Section section) {
        return new SocketOptions(Map.of())
                .with(StandardSocketOptions.TCP_NODELAY, section.flag("no-delay"))
                .with(StandardSocketOptions.SO_KEEPALIVE, section.flag("keep-alive"))
                .with(ExtendedSocketOptions.TCP_KEEPIDLE, seconds(section, "keep-alive-idle"))
                .with(ExtendedSocketOptions.TCP_KEEPINTERVAL, seconds(section, "keep-alive-interval"))
                .with(ExtendedSocketOptions.TCP_KEEPCOUNT, section.unless("system", "keep-alive-count", section::count))
                .with(StandardSocketOptions.SO_RCVBUF, section.unless("system", "receive-buffer-bytes", section::bytes))
                .with(StandardSocketOptions.SO_SNDBUF, section.unless("system", "send-buffer-bytes", section::bytes))
                .with(StandardSocketOptions.IP_TOS, section.unless("system", "traffic-class", section::count))
                .with(StandardSocketOptions.SO_LINGER, when(section.flag("reset-on-close"), 0))
                .with(StandardSocketOptions.SO_REUSEADDR, section.flag("reuse-address"))
                .with(StandardSocketOptions.SO_REUSEPORT, when(section.flag("reuse-port"), true));
    }

    /** These, and {@code option}. */
    public <T> SocketOptions with(SocketOption<T> option, T value) {
        Map<SocketOption<?>, Object> more = new HashMap<>(values);
        more.put(option, value);
        return new SocketOptions(more);
    }

    private <T> SocketOptions with(SocketOption<T> option, Optional<T> value) {
        return value.map(set -> with(option, set)).orElse(this);
    }

    /** The operating system counts in whole seconds, and takes nothing below one. */
    private static Optional<Integer> seconds(Section section, String key) {
        Duration almostOne = Duration.ofSeconds(1).minusNanos(1);
        return section.unless("system", key, section::duration)
                .map(duration -> (int) duration.plus(almostOne).toSeconds());
    }

    /** What is off is not set: that spares platforms which have no such option. */
    private static <T> Optional<T> when(boolean flag, T value) {
        return flag ? Optional.of(value) : Optional.empty();
    }

    /** Sets those of a socket that is going to be bound. */
    void beforeBinding(NetworkChannel channel) throws IOException {
        for (SocketOption<?> option : BEFORE_BINDING) {
            if (values.containsKey(option)) {
                set(channel, option);
            }
        }
    }

    /** Sets those of a connection, or of one that is going to be made. */
    void apply(SocketChannel channel) throws IOException {
        for (SocketOption<?> option : values.keySet()) {
            if (!OF_BINDING.contains(option)) {
                set(channel, option);
            }
        }
    }

    /** Fails if one of them cannot be had here, before connections fail by it one after the other. */
    void tryOut() throws IOException {
        try (SocketChannel nobodys = SocketChannel.open()) {
            apply(nobodys);
        }
    }

    private <T> void set(NetworkChannel channel, SocketOption<T> option) throws IOException {
        Object value = values.get(option);
        try {
            channel.setOption(option, option.type().cast(value));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException | ClassCastException refused) {
            throw new IOException(
                    "the socket option " + option.name() + " cannot be " + value + ": " + refused.getMessage(),
                    refused);
        }
    }
}
