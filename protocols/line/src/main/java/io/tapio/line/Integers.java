package io.tapio.line;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.Filter;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Integers of 64 bits as lines of decimal digits: a filter over lines, so that what is not an integer fails one call
 * and leaves the stream as it is.
 */
public final class Integers {
    private static final int QUOTED = 40;

    private Integers() {}

    /** The same server, of integers. */
    public static ServerProtocol<Long, Long> over(ServerProtocol<String, String> lines) {
        return lines.filtered(read());
    }

    /** The same client, of integers. */
    public static ClientProtocol<Long, Long> over(ClientProtocol<String, String> lines) {
        return lines.filtered(write());
    }

    private static Filter<String, String, Long, Long> read() {
        return next -> (context, line) -> {
            long integer;
            try {
                integer = parse(line);
            } catch (NumberFormatException none) {
                return CompletableFuture.failedFuture(
                        Failure.at(Where.DECODE, Processed.NO, "not an integer: " + quoted(line)));
            }
            return next.call(context, integer).thenApply(String::valueOf);
        };
    }

    private static Filter<Long, Long, String, String> write() {
        return next -> (context, integer) -> {
            CompletableFuture<Long> answer = new CompletableFuture<>();
            next.call(context, integer.toString()).whenComplete((line, thrown) -> {
                try {
                    answer.complete(reply(line, thrown));
                } catch (Failure failure) {
                    answer.completeExceptionally(failure);
                }
            });
            return answer;
        };
    }

    private static long reply(String line, @Nullable Throwable thrown) {
        if (thrown != null) {
            throw Failure.of(thrown);
        }
        if (line.startsWith(ErrorLine.PREFIX)) {
            throw Failure.at(Where.SERVICE, Processed.MAYBE, line.substring(ErrorLine.PREFIX.length()));
        }
        try {
            return parse(line);
        } catch (NumberFormatException none) {
            throw Failure.at(Where.DECODE, Processed.YES, "the reply is not an integer: " + quoted(line));
        }
    }

    private static long parse(String line) {
        return Long.parseLong(line.strip());
    }

    private static String quoted(String line) {
        return line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "…";
    }
}
