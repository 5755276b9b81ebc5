package io.tapio.selector;

import io.tapio.loop.EventLoops;
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
        Section section = Section.of(system.settings().config(), "tapio.io");
        selectors = switch (section.choice("selector", "event-loop", "pekko")) {
            case "pekko" ->
                IntStream.range(0, section.count("selectors"))
                        .mapToObj(i -> PekkoSelector.start(system, "tapio-selector-" + i))
                        .toList();
            default ->
                EventLoops.get(system).all().stream()
                        .<ChannelSelector>map(LoopSelector::new)
                        .toList();
        };
    }

    public static Selectors get(ClassicActorSystemProvider system) {
        return ID.get(system);
    }

    /** The selector for the next channel: each in turn. */
    public ChannelSelector next() {
        return selectors.get(Math.floorMod(turn.getAndIncrement(), selectors.size()));
    }

    /** The selector of the loop that this runs on, so that a client is where its caller is, or else the next. */
    public ChannelSelector nearest() {
        return selectors.stream().filter(ChannelSelector::isHere).findFirst().orElseGet(this::next);
    }

    private static final class Id extends AbstractExtensionId<Selectors> {
        @Override
        public Selectors createExtension(ExtendedActorSystem system) {
            return new Selectors(system);
        }
    }
}
