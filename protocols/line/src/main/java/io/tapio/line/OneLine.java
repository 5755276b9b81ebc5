package io.tapio.line;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.Filter;
import java.util.concurrent.CompletableFuture;

/** Keeps a text of more than one line from being read as more than one message. */
final class OneLine {
    private OneLine() {}

    /** The reply as it is, or an error line in its place. */
    static String reply(String text) {
        return isOneLine(text) ? text : ErrorLine.PREFIX + "the reply has more than one line";
    }

    /** Fails the call of a request that has more than one line, and sends nothing. */
    static Filter<String, String, String, String> requests() {
        return next -> (context, request) -> isOneLine(request)
                ? next.call(context, request)
                : CompletableFuture.failedFuture(
                        Failure.at(Where.WRITE, Processed.NO, "the request has more than one line"));
    }

    /** A CR at the end would be read as a part of the line's end. */
    static boolean isOneLine(String text) {
        return text.indexOf('\n') < 0 && !text.endsWith("\r");
    }
}
