package io.tapio.dispatch.streaming;

import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.time.Timer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What still comes of a body that nobody reads: it is dropped, so that the connection can go on behind it, up to a size
 * and a time.
 */
final class Leftover {
    private static final Logger LOG = LoggerFactory.getLogger(Leftover.class);

    private final BodySettings settings;
    private final ConnectionInfo connection;
    private final Timer.Scheduled alarm;
    private long dropped;

    Leftover(BodySettings settings, ConnectionInfo connection, Consumer<Failure> late) {
        this.settings = settings;
        this.connection = connection;
        Failure tooLate = over("a body that nobody reads did not end within "
                + settings.abandonedTimeout().toMillis() + " ms (tapio.body.abandoned-timeout)");
        alarm = connection.timer().schedule(settings.abandonedTimeout(), () -> late.accept(tooLate));
    }

    /**
     * A chunk is dropped.
     *
     * @throws Failure if it is more than may be
     */
    void drop(long size) {
        dropped += size;
        if (dropped > settings.abandonedBytes()) {
            throw over("the peer sent " + dropped + " bytes of a body that nobody reads, more than the limit of "
                    + settings.abandonedBytes() + " bytes (tapio.body.abandoned-bytes)");
        }
    }

    /** Nothing more comes of it. */
    void end() {
        alarm.cancel();
        LOG.debug("{}: {} bytes of a body were dropped, because nobody read it", connection.id(), dropped);
    }

    private static Failure over(String message) {
        return Failure.at(Where.SERVICE, Processed.MAYBE, message);
    }
}
