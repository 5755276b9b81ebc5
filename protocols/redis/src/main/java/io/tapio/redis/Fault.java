package io.tapio.redis;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;

/** The ways in which bytes are not RESP. */
final class Fault {
    /** The detail of a failure that holds the error reply word for word; empty for a peer that is told nothing. */
    static final String REDIS_ERROR = "redis.error";

    private Fault() {}

    /** A fault of a client, for which Redis has words of its own. */
    static Failure ofClient(String redis, String message) {
        return ofServer(message).withDetail(REDIS_ERROR, redis.isEmpty() ? "" : "ERR Protocol error: " + redis);
    }

    /** A fault of a server, which nobody tells it. */
    static Failure ofServer(String message) {
        return Failure.at(Where.DECODE, Processed.NO, message);
    }

    static String tooLarge(String what, long size, String unit, long limit, String key) {
        return what + " of " + size + " " + unit + " is larger than the limit of " + limit + " " + unit
                + " (tapio.redis." + key + ")";
    }
}
