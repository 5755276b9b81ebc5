package io.tapio.supervision;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: stands around the behaviour that serves, sees each call in and out, and keeps what it throws from ending
 * the actor. Everything else that the behaviour is told passes.
 *
 * @param <P> the protocol of the behaviour
 */
final class ServiceActor<Q, A, P> extends BehaviorInterceptor<Object, P> {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceActor.class);

    private final Worker<Q, A> worker;
    private final Function<? super Call<Q, A>, ? extends P> adapter;

    private ServiceActor(Worker<Q, A> worker, Function<? super Call<Q, A>, ? extends P> adapter) {
        super(Object.class);
        this.worker = worker;
        this.adapter = adapter;
    }

    /** The worker that gives its calls to {@code behavior}, as {@code adapter} puts them. */
    static <Q, A, P> Behavior<Object> create(
            Worker<Q, A> worker, Behavior<P> behavior, Function<? super Call<Q, A>, ? extends P> adapter) {
        return Behaviors.intercept(() -> new ServiceActor<Q, A, P>(worker, adapter), behavior);
    }

    /** Calls an instance that it makes when it starts, and closes at its end. */
    static <Q, A> Behavior<Call<Q, A>> calling(Supplier<? extends Service<Q, A>> instances) {
        return Behaviors.setup(context -> {
            Service<Q, A> instance = instances.get();
            return Behaviors.receive(
                    (same, call) -> {
                        call.replyWith(instance.call(call.context(), call.request()));
                        return Behaviors.same();
                    },
                    (same, signal) -> ended(instance, signal));
        });
    }

    private static <Q, A> Behavior<Call<Q, A>> ended(Service<Q, A> instance, Signal signal) {
        if (signal instanceof PostStop && instance instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception thrown) {
                LOG.warn("a service did not close", thrown);
            }
        }
        return Behaviors.same();
    }

    @Override
    public Behavior<P> aroundStart(TypedActorContext<Object> context, PreStartTarget<P> target) {
        try {
            return target.start(context);
        } catch (Throwable thrown) {
            return condemned(thrown);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // what is no call can only come from the behaviour, by its own reference
    public Behavior<P> aroundReceive(TypedActorContext<Object> context, Object message, ReceiveTarget<P> target) {
        if (worker.isCondemned()) {
            return Behaviors.stopped();
        }
        if (message instanceof OpenCall<?, ?> call) {
            return serve(context, (OpenCall<Q, A>) call, target);
        }
        try {
            return target.apply(context, (P) message);
        } catch (Throwable thrown) {
            return condemned(thrown);
        }
    }

    private Behavior<P> serve(TypedActorContext<Object> context, OpenCall<Q, A> call, ReceiveTarget<P> target) {
        if (!call.begin()) {
            return Behaviors.same();
        }
        Behavior<P> next;
        try {
            next = target.apply(context, adapter.apply(call));
            if (Behavior.isUnhandled(next)) {
                call.fail(Failure.at(Where.SERVICE, Processed.NO, worker + " does not know what to do with the call"));
            }
        } catch (Throwable thrown) {
            next = Behaviors.same();
            call.fail(thrown);
        } finally {
            call.returned();
        }
        return worker.isCondemned() ? Behaviors.stopped() : next;
    }

    /** Ends without throwing: Pekko would log what a caller may bring about, and end the JVM for an error. */
    private Behavior<P> condemned(Throwable thrown) {
        worker.condemn(thrown);
        return Behaviors.stopped();
    }
}
