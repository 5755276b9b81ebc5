package io.tapio.line;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.Filter;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.upgrade.SessionUpgrade;
import io.tapio.upgrade.Upgrade;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The request that turns a connection of lines into one of integers.
 *
 * <pre>
 *   client: upgrade integers
 *   server: ok
 *   client: 21
 *   server: 42
 * </pre>
 */
final class ToIntegers {
    static final String REQUEST = "upgrade integers";

    private static final String YES = "ok";

    private ToIntegers() {}

    /** Answers the request, and lets all others through. */
    static Filter<String, String, String, String> serving(
            ServerProtocol<Long, Long> protocol, Service<Long, Long> integers) {
        return lines -> (context, line) -> {
            if (!line.equals(REQUEST)) {
                return lines.call(context, line);
            }
            context.get(Upgrade.KEY).ifPresent(upgrade -> upgrade.to(protocol, integers));
            return CompletableFuture.completedFuture(YES);
        };
    }

    static CompletionStage<Session<Long, Long>> ask(
            Session<String, String> lines, Context context, ClientProtocol<Long, Long> integers) {
        return SessionUpgrade.ask(lines, context, REQUEST, reply -> {
            if (!reply.equals(YES)) {
                throw Failure.at(Where.PEER_REFUSED, Processed.NO, "the server speaks no integers: " + reply);
            }
            return integers;
        });
    }
}
