package io.tapio.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.tracing.Operation;
import io.tapio.tracing.Operation.Kind;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call when it begins, by the names of OpenTelemetry's conventions for remote procedure calls. A
 * sampler decides by it, so it is there before the span is.
 */
final class CallAttributes {
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("rpc.system.name");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("rpc.method");
    private static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
    private static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
    private static final AttributeKey<String> PEER_ADDRESS = AttributeKey.stringKey("network.peer.address");
    private static final AttributeKey<Long> PEER_PORT = AttributeKey.longKey("network.peer.port");

    private CallAttributes() {}

    static void of(Operation operation, Context context, SpanBuilder span) {
        span.setAttribute(SYSTEM, operation.system());
        if (operation.method() != null) {
            span.setAttribute(METHOD, operation.method());
        }
        if (operation.kind() == Kind.SERVER) {
            context.connection().ifPresent(connection -> ofServer(connection, span));
        } else {
            address(operation.server(), SERVER_ADDRESS, SERVER_PORT, span);
        }
    }

    private static void ofServer(ConnectionInfo connection, SpanBuilder span) {
        address(connection.localAddress(), SERVER_ADDRESS, SERVER_PORT, span);
        address(connection.remoteAddress(), PEER_ADDRESS, PEER_PORT, span);
    }

    /** As it is known: no name is looked up for it. Whatever is not of the internet has no port. */
    private static void address(
            @Nullable SocketAddress address, AttributeKey<String> host, AttributeKey<Long> port, SpanBuilder span) {
        if (address instanceof InetSocketAddress internet) {
            span.setAttribute(host, internet.getHostString());
            span.setAttribute(port, (long) internet.getPort());
        } else if (address != null) {
            span.setAttribute(host, address.toString());
        }
    }
}
