package io.tapio.tcp;

import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.stream.ActorMaterializer;
import org.apache.pekko.stream.ActorMaterializerSettings;
import org.apache.pekko.stream.Materializer;

/** The parents of an actor's graphs, children of it: one for each dispatcher. Belongs to that actor. */
final class Graphs {
    private final ActorContext context;
    private final Map<String, Materializer> materializers = new HashMap<>();

    Graphs(org.apache.pekko.actor.typed.javadsl.ActorContext<?> context) {
        this.context = Adapter.toClassic(context);
    }

    /** What starts graphs on {@code dispatcher}; a new one if somebody stopped the last. */
    Materializer on(String dispatcher) {
        return materializers.compute(
                dispatcher, (id, last) -> last == null || last.isShutdown() ? materializer(id) : last);
    }

    @SuppressWarnings("deprecation") // the one way to choose the dispatcher of a materializer's own actor
    private Materializer materializer(String dispatcher) {
        return ActorMaterializer.create(
                ActorMaterializerSettings.create(context.system()).withDispatcher(dispatcher), context);
    }
}
