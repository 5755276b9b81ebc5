package io.tapio.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.tapio.loop.EventLoops;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.runtime.BoxedUnit;

/** A stage on a loop is told as if its own graph told it; fails loudly if an upgrade of Pekko changes its internals. */
class StageCallTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(
            Behaviors.empty(),
            "stage-calls",
            ConfigFactory.parseString("tapio.io.selector = event-loop").withFallback(ConfigFactory.load()));

    private final ChannelSelector selector = Selectors.get(SYSTEM).next();
    private final TestProbe<String> seen = TestProbe.create(SYSTEM);
    private Pipe pipe;

    @BeforeEach
    void open() throws Exception {
        pipe = Pipe.open();
        pipe.source().configureBlocking(false);
    }

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void aStageOnALoopIsToldOnItsThread() throws Exception {
        run(selector.dispatcher(), bytes -> bytes.emit(Thread.currentThread().getName()));
        write();

        assertThat(seen.receiveMessage()).contains("loop");
        assertThat(EventLoops.get(SYSTEM).all())
                .anyMatch(loop -> loop.dispatcher().equals(selector.dispatcher()));
    }

    @Test
    void whatAStageSendsItselfMeanwhileArrives() throws Exception {
        run(selector.dispatcher(), bytes -> bytes.later.invoke("later"));
        write();

        assertThat(seen.receiveMessage()).isEqualTo("later");
    }

    @Test
    void aStageIsToldAgainWhenItAsksAgain() throws Exception {
        run(selector.dispatcher(), bytes -> {
            bytes.emit("once more");
            bytes.registration.enable(SelectionKey.OP_READ);
        });
        write();

        assertThat(seen.receiveMessage()).isEqualTo("once more");
        assertThat(seen.receiveMessage()).isEqualTo("once more");
    }

    @Test
    void aStageThatThrowsFailsItsGraph() throws Exception {
        CompletionStage<Done> graph = run(selector.dispatcher(), bytes -> {
            throw new IllegalStateException("cannot");
        });
        write();

        assertThatThrownBy(() -> graph.toCompletableFuture().get(3, TimeUnit.SECONDS))
                .hasRootCauseMessage("cannot");
    }

    @Test
    void aStageThatHasEndedIsToldNothing() throws Exception {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        CompletionStage<Done> graph = run(selector.dispatcher(), bytes -> {
            told.add("told");
            bytes.registration.enable(SelectionKey.OP_READ);
            bytes.completeStage();
        });
        write();
        graph.toCompletableFuture().get(3, TimeUnit.SECONDS);
        run(selector.dispatcher(), bytes -> bytes.emit("another")); // the loop has not suffered
        write();

        assertThat(seen.receiveMessage()).isEqualTo("another");
        assertThat(told).hasSize(1);
    }

    private CompletionStage<Done> run(String dispatcher, Consumer<Bytes> onReadable) {
        return Source.fromGraph(new BytesStage(pipe, selector, onReadable))
                .toMat(Sink.foreach(text -> seen.getRef().tell(text)), org.apache.pekko.stream.javadsl.Keep.right())
                .withAttributes(ActorAttributes.dispatcher(dispatcher))
                .run(SYSTEM);
    }

    private void write() throws Exception {
        pipe.sink().write(ByteBuffer.wrap(new byte[] {1}));
    }

    private static final class BytesStage extends GraphStage<SourceShape<String>> {
        private final Outlet<String> out = Outlet.create("Bytes.out");
        private final SourceShape<String> shape = SourceShape.of(out);
        private final Pipe pipe;
        private final ChannelSelector selector;
        private final Consumer<Bytes> onReadable;

        BytesStage(Pipe pipe, ChannelSelector selector, Consumer<Bytes> onReadable) {
            this.pipe = pipe;
            this.selector = selector;
            this.onReadable = onReadable;
        }

        @Override
        public SourceShape<String> shape() {
            return shape;
        }

        @Override
        public GraphStageLogic createLogic(Attributes attributes) {
            return new Bytes(this);
        }
    }

    /** Tells the test when its channel is readable, and emits what that says. */
    private static final class Bytes extends GraphStageLogic implements ChannelEvents {
        private final BytesStage stage;
        final AsyncCallback<String> later = createAsyncCallback(this::emit);
        Registration registration;

        Bytes(BytesStage stage) {
            super(stage.shape);
            this.stage = stage;
            setHandler(stage.out, new AbstractOutHandler() {
                @Override
                public void onPull() {}
            });
        }

        @Override
        public void preStart() {
            var self = getStageActor(message -> {
                ChannelEvents.deliver(message._2(), this);
                return BoxedUnit.UNIT;
            });
            stage.selector.register(stage.pipe.source(), self.ref(), this);
        }

        @Override
        public void registered(Registration registered) {
            registration = registered;
            registration.enable(SelectionKey.OP_READ);
        }

        @Override
        public void readable() {
            stage.onReadable.accept(this);
        }

        void emit(String text) {
            emit(stage.out, text);
        }
    }
}
