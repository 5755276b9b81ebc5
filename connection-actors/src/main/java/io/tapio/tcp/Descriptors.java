package io.tapio.tcp;

import com.sun.management.UnixOperatingSystemMXBean;
import io.tapio.settings.Bound;
import io.tapio.settings.Section;
import io.tapio.stats.Metric;
import io.tapio.stats.SystemStats;
import io.tapio.time.Timer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/**
 * The file descriptors of the process, of which some are kept free for all that is no accepted connection: class files,
 * logs, connections to others. How many are open is dear to ask, because the operating system lists them. So the
 * sockets that this ActorSystem opens and closes are counted, and the list is only looked at when a server is bound,
 * and sometimes when there is little room. Thread-safe.
 *
 * <pre>
 *   ├── open elsewhere ──┼── opened here ──┼┈┈ room ┈┈┼── reserve ──┤ limit
 * </pre>
 */
final class Descriptors implements Extension {
    static final Metric SOCKETS =
            Metric.gauge("tapio.tcp.sockets", "{socket}", "Sockets of connections that are open, accepted and made");

    private static final Id ID = new Id();
    private static final String KEY = "tapio.tcp.fd-reserve";

    /** The least time between two looks at the list. */
    static final Duration INTERVAL = Duration.ofMillis(500);

    /** What the operating system says. */
    interface Process {
        /** The most that can be open; not positive if that is unknown. */
        long limit();

        /** How many are open; it may need one to tell. */
        long open();
    }

    private final Process process;
    private final long limit;
    private final long reserve;
    private final Timer timer;
    private final AtomicLong here = new AtomicLong();
    private final AtomicLong nextLook = new AtomicLong();
    private volatile long elsewhere;

    /** @param reserve how many to keep free; half of the limit at most, so that there is room for a server at all */
    Descriptors(Process process, int reserve, Timer timer) {
        this.process = process;
        this.limit = process.limit();
        this.reserve = Math.min(reserve, limit / 2);
        this.timer = timer;
        look();
    }

    static Descriptors get(ActorSystem system) {
        return ID.get(system);
    }

    /** A socket was opened here. */
    void opened() {
        here.incrementAndGet();
    }

    /** A socket that was opened here has been closed. */
    void closed() {
        here.decrementAndGet();
    }

    /** Whether another connection leaves the reserve free; true where there is no limit that is known. */
    boolean hasRoom() {
        if (limit <= 0 || open() < (limit - reserve) / 8 * 7) {
            return true;
        }
        long due = nextLook.get();
        if (timer.nanoTime() - due >= 0 && nextLook.compareAndSet(due, timer.nanoTime() + INTERVAL.toNanos())) {
            look();
        }
        return open() < limit - reserve;
    }

    /** Whether none was left at the last look, or since. */
    boolean areUsedUp() {
        return limit > 0 && open() >= limit;
    }

    /** Counts anew what is open elsewhere. */
    void look() {
        nextLook.set(timer.nanoTime() + INTERVAL.toNanos());
        if (limit > 0) {
            elsewhere = listed() - here.get();
        }
    }

    private long listed() {
        try {
            return process.open();
        } catch (InternalError noneLeft) { // to open the list with
            return limit;
        }
    }

    /** The sockets that are open here. */
    long connections() {
        return here.get();
    }

    private long open() {
        return elsewhere + here.get();
    }

    /** The bounds of a listener with these settings, and those of the process: beside one that is lower, both. */
    List<Bound> and(TcpServerSettings settings) {
        List<Bound> bounds = new ArrayList<>(settings.bounds());
        if (limit > 0) {
            if (limit - reserve < settings.maxConnections()) {
                bounds.add(Bound.count("open connections, other sockets and files", (int) (limit - reserve), null));
            }
            bounds.add(Bound.count("file descriptors kept free", (int) reserve, KEY));
        }
        return bounds;
    }

    /** The numbers, for a message. */
    @Override
    public String toString() {
        return limit <= 0
                ? "the limit of file descriptors is unknown"
                : open() + " of the process's " + limit + " file descriptors (ulimit -n) are open, " + connections()
                        + " of them for connections, and " + reserve + " kept free (" + KEY + ")";
    }

    private static final class Id extends AbstractExtensionId<Descriptors> {
        @Override
        public Descriptors createExtension(ExtendedActorSystem system) {
            Section section = Section.of(system.settings().config(), "tapio.tcp");
            Descriptors descriptors = new Descriptors(new ThisProcess(), section.count("fd-reserve"), Timer.shared());
            SystemStats.of(system).gauge(SOCKETS, descriptors, Descriptors::connections);
            return descriptors;
        }
    }

    private static final class ThisProcess implements Process {
        private final Object bean = ManagementFactory.getOperatingSystemMXBean();

        @Override
        public long limit() {
            try {
                return bean instanceof UnixOperatingSystemMXBean unix ? unix.getMaxFileDescriptorCount() : 0;
            } catch (LinkageError absent) { // a runtime image without jdk.management
                return 0;
            }
        }

        @Override
        public long open() {
            return bean instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
        }
    }
}
