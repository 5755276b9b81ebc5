package io.tapio.line;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.Filter;
import io.tapio.keepalive.Pings;
import java.util.concurrent.CompletableFuture;

/** The lines {@code PING} and {@code PONG}, which therefore are no requests and no replies. */
enum PingLines implements Pings<String, String> {
    INSTANCE;

    private static final String PING = "PING";
    private static final String PONG = "PONG";

    @Override
    public boolean isPing(String line) {
        return line.equals(PING);
    }

    @Override
    public String pong(String ping) {
        return PONG;
    }

    @Override
    public boolean isPong(String line) {
        return line.equals(PONG);
    }

    @Override
    public String ping() {
        return PING;
    }

    /** An error line in place of a reply that its client would take for a ping or pong. */
    static Filter<String, String, String, String> replies() {
        return next -> (context, request) -> next.call(context, request)
                .thenApply(reply -> isReserved(reply) ? ErrorLine.PREFIX + "the reply is a ping or pong" : reply);
    }

    /** Fails the call of a request that its server would take for a ping or pong, and sends nothing. */
    static Filter<String, String, String, String> requests() {
        return next -> (context, request) -> isReserved(request)
                ? CompletableFuture.failedFuture(Failure.at(Where.WRITE, Processed.NO, "the request is a ping or pong"))
                : next.call(context, request);
    }

    private static boolean isReserved(String text) {
        return PING.equals(text) || PONG.equals(text);
    }
}
