package io.tapio.testkit.stream;

import io.tapio.testkit.stream.SinkProbe.Completed;
import io.tapio.testkit.stream.SinkProbe.Element;
import io.tapio.testkit.stream.SinkProbe.Event;
import io.tapio.testkit.stream.SinkProbe.Failed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** A running flow with a test at both of its ends. */
public final class FlowProbe<I, O, M> {
    /** No wait of a test is longer; a test that is as slow as this has failed. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A flow sends itself a message at the end of a run, and seldom one for that; this many rounds find it at rest. */
    private static final int ROUNDS = 8;

    private final SourceProbe<I>.Logic upstream;
    private final SinkProbe<O>.Logic downstream;
    private final M value;

    private FlowProbe(SourceProbe<I>.Logic upstream, SinkProbe<O>.Logic downstream, M value) {
        this.upstream = upstream;
        this.downstream = downstream;
        this.value = value;
    }

    /** Runs the flow; nothing is asked of it before the test asks. */
    public static <I, O, M> FlowProbe<I, O, M> of(Flow<I, O, M> flow, Materializer materializer) {
        var middle = Source.fromGraph(new SourceProbe<I>()).viaMat(flow, Keep.both());
        var whole =
                middle.toMat(Sink.fromGraph(new SinkProbe<O>()), Keep.both()).run(materializer);
        return new FlowProbe<>(
                whole.first().first(), whole.second(), whole.first().second());
    }

    public static <I, O, M> FlowProbe<I, O, M> of(Flow<I, O, M> flow, ClassicActorSystemProvider system) {
        return of(flow, Materializer.matFromSystem(system));
    }

    /** What the flow materialized to. */
    public M value() {
        return value;
    }

    /** Sends the elements, one for each demand of the flow; returns at once. */
    @SafeVarargs
    public final FlowProbe<I, O, M> send(I... elements) {
        List<I> all = List.of(elements);
        upstream.tell(logic -> all.forEach(logic::send));
        return this;
    }

    /** Ends the input when everything is sent. */
    public FlowProbe<I, O, M> complete() {
        upstream.tell(SourceProbe.Logic::end);
        return this;
    }

    /** Fails the input when everything is sent. */
    public FlowProbe<I, O, M> fail(Throwable cause) {
        upstream.tell(logic -> logic.fail(cause));
        return this;
    }

    /** True if the flow, once at rest, waits for an element of its input. */
    public boolean wantsInput() {
        settle();
        AtomicBoolean wanted = new AtomicBoolean();
        await(upstream.tell(logic -> wanted.set(logic.isWanted())));
        return wanted.get();
    }

    /** Waits until the flow has cancelled its input. */
    public void awaitCancelled() {
        await(upstream.cancelled());
    }

    /** Asks for {@code elements} more, and does not wait for them. */
    public FlowProbe<I, O, M> request(long elements) {
        downstream.tell(logic -> logic.request(elements));
        return this;
    }

    /** Wants no more of the flow's output. */
    public FlowProbe<I, O, M> cancel() {
        downstream.tell(SinkProbe.Logic::cancel);
        return this;
    }

    /** Asks for one element, and waits for it. */
    public O next() {
        return request(1).taken();
    }

    /** Asks for {@code count} elements, and waits for them. */
    public List<O> next(int count) {
        request(count);
        List<O> elements = new ArrayList<>();
        while (elements.size() < count) {
            elements.add(taken());
        }
        return elements;
    }

    /** Waits for an element that was asked for. */
    public O taken() {
        Event<O> event = event();
        if (event instanceof Element<O> element) {
            return element.value();
        }
        throw new AssertionError("an element was expected, but came " + event);
    }

    /** What was asked for and has come, once the flow is at rest. */
    public List<O> arrived() {
        settle();
        List<O> elements = new ArrayList<>();
        while (downstream.events().peek() instanceof Element<O> element) {
            downstream.events().remove();
            elements.add(element.value());
        }
        return elements;
    }

    /** Waits for the end of the output. */
    public void awaitCompleted() {
        Event<O> event = event();
        if (!(event instanceof Completed<O>)) {
            throw new AssertionError("the end was expected, but came " + event);
        }
    }

    /** Waits for the output to fail. */
    public Throwable awaitFailed() {
        Event<O> event = event();
        if (event instanceof Failed<O> failed) {
            return failed.cause();
        }
        throw new AssertionError("a failure was expected, but came " + event);
    }

    /** True if the output has neither completed nor failed, once the flow is at rest. */
    public boolean isOpen() {
        settle();
        return downstream.events().stream().allMatch(event -> event instanceof Element<O>);
    }

    /** Waits until the flow has done all that it can do by itself. */
    public void settle() {
        for (int round = 0; round < ROUNDS; round++) {
            await(upstream.tell(logic -> {}));
            await(downstream.tell(logic -> {}));
        }
    }

    private Event<O> event() {
        try {
            Event<O> event = downstream.events().poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("nothing came in " + PATIENCE.toSeconds() + " s");
            }
            return event;
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while waiting for the flow", interrupted);
        }
    }

    /** What the stage has come to, or nothing to wait for if it has ended. */
    private static void await(CompletionStage<Done> told) {
        told.toCompletableFuture()
                .exceptionally(ended -> Done.getInstance())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
