package io.tapio.stats;

import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/** The numbers of an ActorSystem: what every part of it counts into, unless it is told otherwise. */
public final class SystemStats implements Extension {
    private static final Id ID = new Id();

    private final MemoryStats stats;

    private SystemStats(StatsSettings settings) {
        stats = new MemoryStats(settings);
    }

    /** Those of {@code system}; the same ones each time. */
    public static MemoryStats of(ClassicActorSystemProvider system) {
        return ID.get(system).stats;
    }

    private static final class Id extends AbstractExtensionId<SystemStats> {
        @Override
        public SystemStats createExtension(ExtendedActorSystem system) {
            return new SystemStats(StatsSettings.from(system.settings().config()));
        }
    }
}
