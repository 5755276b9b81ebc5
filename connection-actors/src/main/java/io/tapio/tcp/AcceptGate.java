package io.tapio.tcp;

import io.tapio.tcp.ConnectionCounts.Obstacle;
import io.tapio.time.Timer;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a listener may accept one more connection, and keeps the account that this takes. While it is closed,
 * connections wait in the backlog; whoever closes it by asking is told when it is worth to ask again. Belongs to the
 * listener.
 *
 * <pre>
 *   open ──an obstacle──▶ closed ──time passes, a connection ends──▶ open
 * </pre>
 */
final class AcceptGate {
    private static final Duration LONGEST_BACKOFF = Duration.ofMillis(500);
    private static final Duration SHORTEST_BACKOFF = Duration.ofMillis(50);

    private final TcpServerSettings settings;
    private final Descriptors descriptors;
    private final Timer timer;
    private final Consumer<Obstacle> met;
    private final Runnable again;
    private final AcceptRate rate;
    private final PeerCounts peers;
    private final AcceptAlarm alarm;
    private Timer.Scheduled wait = () -> {};
    private @Nullable Obstacle closedBy;
    private boolean backingOff;
    private int failures;
    private int inside;

    /**
     * @param met told of each obstacle, for the counts
     * @param again runs on the timer's thread when an obstacle may be gone
     */
    AcceptGate(
            String listener,
            TcpServerSettings settings,
            Descriptors descriptors,
            Timer timer,
            Consumer<Obstacle> met,
            Runnable again) {
        this.settings = settings;
        this.descriptors = descriptors;
        this.timer = timer;
        this.met = met;
        this.again = again;
        this.rate = new AcceptRate(settings.acceptRate(), settings.acceptBurst(), timer);
        this.peers = new PeerCounts(settings.maxConnectionsPerAddress());
        this.alarm = new AcceptAlarm(listener, settings, descriptors, timer);
    }

    /** Whether one more may be accepted. */
    boolean hasRoom() {
        return obstacle() == null;
    }

    /** As {@link #hasRoom}, for a connection that waits. If there is none, it will be worth to ask again. */
    boolean isOpen() {
        Obstacle obstacle = obstacle();
        boolean news = obstacle != closedBy;
        closedBy = obstacle;
        if (obstacle == Obstacle.ACCEPT_RATE) {
            askAgainIn(rate.untilNext());
        } else if (obstacle == Obstacle.DESCRIPTOR_RESERVE) {
            askAgainIn(Descriptors.INTERVAL);
        } else if (!backingOff) {
            wait.cancel();
        }
        if (obstacle != null && news) {
            met.accept(obstacle);
            alarm.waiting(obstacle);
        }
        return obstacle == null;
    }

    private @Nullable Obstacle obstacle() {
        if (backingOff) {
            return closedBy;
        } else if (inside >= settings.maxConnections()) {
            return Obstacle.LISTENER_FULL;
        } else if (!descriptors.hasRoom()) {
            return Obstacle.DESCRIPTOR_RESERVE;
        }
        return rate.untilNext().isZero() ? null : Obstacle.ACCEPT_RATE;
    }

    /** Time has passed, as {@code again} said. */
    void onAgain() {
        backingOff = false;
    }

    /** A connection was accepted. False if its peer has as many as it may; then it has to be closed. */
    boolean accepted(SocketAddress peer) {
        rate.take();
        alarm.accepted();
        failures = 0;
        if (peers.isFull(peer)) {
            met.accept(Obstacle.ADDRESS_FULL);
            alarm.refused(peer);
            return false;
        }
        return true;
    }

    /** A connection that was accepted is open. */
    void entered(SocketAddress peer) {
        inside++;
        peers.add(peer);
        descriptors.opened();
    }

    /** A connection that had entered has ended. True if that may make room for one that waits. */
    boolean left(SocketAddress peer) {
        inside--;
        peers.remove(peer);
        descriptors.closed();
        return closedBy == Obstacle.LISTENER_FULL || closedBy == Obstacle.DESCRIPTOR_RESERVE;
    }

    /** The operating system gave no connection. The gate is closed for a while, longer each time in a row. */
    void failed(IOException thrown) {
        String why = String.valueOf(thrown.getMessage());
        descriptors.look();
        boolean none = why.startsWith("Too many open files") || descriptors.areUsedUp();
        Obstacle obstacle = none ? Obstacle.NO_DESCRIPTORS : Obstacle.ACCEPT_FAILED;
        met.accept(obstacle);
        alarm.failed(obstacle, why);
        closedBy = obstacle;
        backingOff = true;
        Duration backoff = SHORTEST_BACKOFF.multipliedBy(1L << Math.min(failures++, 10));
        askAgainIn(backoff.compareTo(LONGEST_BACKOFF) < 0 ? backoff : LONGEST_BACKOFF);
    }

    private void askAgainIn(Duration time) {
        wait.cancel();
        wait = timer.schedule(time, again);
    }
}
