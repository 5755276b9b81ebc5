package io.tapio.loop;

import io.tapio.settings.Section;
import io.tapio.stats.CountingThread;
import io.tapio.stats.MemoryStats;
import io.tapio.stats.SystemStats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.dispatch.MonitorableThreadFactory;

/**
 * The loops of an ActorSystem: started when they are first asked for, registered as dispatchers {@code tapio-loop-0}
 * and so on, whatever the system's configuration, and ended when the system has terminated. Thread-safe.
 */
public final class EventLoops implements Extension {
    private static final Id ID = new Id();

    private final List<EventLoop> loops = new ArrayList<>();

    private EventLoops(ExtendedActorSystem system) {
        Section section = Section.of(system.settings().config(), "tapio.io");
        int count = section.countOr("loops", "cores", Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < count; i++) {
            loops.add(start(system, "tapio-loop-" + i));
        }
        Watchdog watchdog = Watchdog.start(system.name(), loops, section.duration("watchdog-limit"));
        system.getWhenTerminated().thenRun(() -> {
            watchdog.end();
            loops.forEach(EventLoop::end);
        });
    }

    public static EventLoops get(ClassicActorSystemProvider system) {
        return ID.get(system);
    }

    public List<EventLoop> all() {
        return List.copyOf(loops);
    }

    private static EventLoop start(ExtendedActorSystem system, String id) {
        MemoryStats stats = SystemStats.of(system);
        try {
            EventLoop loop = EventLoop.start(id, task -> thread(system, stats, task, id));
            loop.counters().publish(stats, id);
            system.dispatchers().registerConfigurator(id, new LoopDispatcher(system, loop));
            return loop;
        } catch (IOException thrown) {
            throw new UncheckedIOException("no selector could be opened for " + id, thrown);
        }
    }

    /** As the system makes its own, with cells of its own for what it counts. */
    private static Thread thread(ExtendedActorSystem system, MemoryStats stats, Runnable task, String id) {
        Thread thread = new CountingThread(stats, task, system.name() + "-" + id);
        return system.dispatchers().prerequisites().threadFactory() instanceof MonitorableThreadFactory factory
                ? factory.wire(thread)
                : thread;
    }

    private static final class Id extends AbstractExtensionId<EventLoops> {
        @Override
        public EventLoops createExtension(ExtendedActorSystem system) {
            return new EventLoops(system);
        }
    }
}
