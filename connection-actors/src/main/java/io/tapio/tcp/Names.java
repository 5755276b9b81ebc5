package io.tapio.tcp;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/** Numbers the listeners, clients and connections of an ActorSystem. Thread-safe. */
final class Names implements Extension {
    private static final Id ID = new Id();

    private final AtomicLong last = new AtomicLong();

    private Names() {}

    static Names get(ActorSystem system) {
        return ID.get(system);
    }

    /** A name that no other in the ActorSystem has: {@code in-17}. */
    String next(String kind) {
        return kind + "-" + last.incrementAndGet();
    }

    private static final class Id extends AbstractExtensionId<Names> {
        @Override
        public Names createExtension(ExtendedActorSystem system) {
            return new Names();
        }
    }
}
