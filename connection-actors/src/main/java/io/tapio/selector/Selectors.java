package io.tapio.selector;

import com.typesafe.config.Config;
import io.tapio.settings.Section;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/** The selectors of an ActorSystem: started with the first connection, stopped with the system. Thread-safe. */
public final class Selectors implements Extension {
    private static final Id ID = new Id();

    private final List<ChannelSelector> selectors;
    private final AtomicInteger turn = new AtomicInteger();

    private Selectors(ExtendedActorSystem system) {
        Config config = system.settings().config();
        int count = Section.of(config, "tapio.io").count("selectors");
        selectors = IntStream.range(0, count)
                .mapToObj(i -> PekkoSelector.start(system, "tapio-selector-" + i))
                .toList();
    }

    public static Selectors get(ClassicActorSystemProvider system) {
        return ID.get(system);
    }

    /** The selector for the next channel: each in turn. */
    public ChannelSelector next() {
        return selectors.get(Math.floorMod(turn.getAndIncrement(), selectors.size()));
    }

    private static final class Id extends AbstractExtensionId<Selectors> {
        @Override
        public Selectors createExtension(ExtendedActorSystem system) {
            return new Selectors(system);
        }
    }
}
