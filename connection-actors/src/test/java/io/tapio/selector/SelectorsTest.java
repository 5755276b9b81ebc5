package io.tapio.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The channel contract that everything above relies on; it fails loudly if an upgrade of Pekko changes its internals.
 */
class SelectorsTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "selectors");

    private final ChannelSelector selector = Selectors.get(SYSTEM).next();
    private final TestProbe<Object> owner = TestProbe.create(SYSTEM);
    private final List<String> events = new ArrayList<>();
    private Registration registration = null;

    private final ChannelEvents recorder = new ChannelEvents() {
        @Override
        public void registered(Registration registered) {
            events.add("registered");
            registration = registered;
        }

        @Override
        public void readable() {
            events.add("readable");
        }

        @Override
        public void writable() {
            events.add("writable");
        }
    };

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void anOwnerIsToldOnceForEachInterest() throws Exception {
        Pipe pipe = registeredPipe();
        pipe.sink().write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        owner.expectNoMessage(Duration.ofMillis(100));

        registration.enable(SelectionKey.OP_READ);
        next();
        owner.expectNoMessage(Duration.ofMillis(100));
        registration.enable(SelectionKey.OP_READ);
        next();

        assertThat(events).containsExactly("registered", "readable", "readable");
    }

    @Test
    void aDisabledInterestIsNotTold() throws Exception {
        Pipe pipe = registeredPipe();
        registration.enable(SelectionKey.OP_READ);
        registration.disable(SelectionKey.OP_READ);
        registeredPipe(); // behind the two: the selector has seen them
        pipe.sink().write(ByteBuffer.wrap(new byte[] {1}));

        owner.expectNoMessage(Duration.ofMillis(100));
    }

    @Test
    void closingARegistrationClosesItsChannel() throws Exception {
        Pipe pipe = registeredPipe();

        registration.close();

        TestProbe<String> closed = TestProbe.create(SYSTEM);
        closed.awaitAssert(() -> {
            assertThat(pipe.source().isOpen()).isFalse();
            return null;
        });
    }

    @Test
    void whatComesFromElsewhereIsLeftAlone() {
        assertThat(ChannelEvents.deliver("hello", recorder)).isFalse();
        assertThat(events).isEmpty();
    }

    private Pipe registeredPipe() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        selector.register(pipe.source(), Adapter.toClassic(owner.getRef()));
        next();
        return pipe;
    }

    private void next() {
        assertThat(ChannelEvents.deliver(owner.receiveMessage(), recorder)).isTrue();
    }
}
