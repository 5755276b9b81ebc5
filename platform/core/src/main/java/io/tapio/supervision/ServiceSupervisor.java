package io.tapio.supervision;

import io.tapio.service.Service;
import io.tapio.stats.SystemStats;
import io.tapio.time.Timer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** Makes a service of workers that are actors, supervised. Immutable; each {@code start} is a service of its own. */
public final class ServiceSupervisor<Q, A> {
    private static final AtomicLong STARTED = new AtomicLong();
    private static final String BLOCKING = "tapio.supervision.blocking-dispatcher";

    private final ServicePlan<Q, A> plan;

    private ServiceSupervisor(ServicePlan<Q, A> plan) {
        this.plan = plan;
    }

    /**
     * A service whose workers are instances of a class: each is made, called and closed, if it is
     * {@link AutoCloseable}, on its worker's thread. An instance has one call at a time, which ends when the stage that
     * it returned does, unless {@link #withMaxInHands} allows more.
     *
     * @param name part of an actor's name: letters, digits and {@code -_.}
     */
    public static <Q, A> ServiceSupervisor<Q, A> of(String name, Supplier<? extends Service<Q, A>> instances) {
        return new ServiceSupervisor<>(new ServicePlan<>(
                name, worker -> ServiceActor.create(worker, ServiceActor.calling(instances), call -> call)));
    }

    /** A service whose workers are actors. State that changes belongs into {@code Behaviors.setup}. */
    public static <Q, A> ServiceSupervisor<Q, A> ofBehavior(String name, Behavior<Call<Q, A>> behavior) {
        return ofBehavior(name, behavior, call -> call);
    }

    /**
     * A service whose workers are actors with a protocol of their own, one message of which carries a call.
     *
     * @param adapter makes that message; runs on the worker's thread
     */
    public static <Q, A, P> ServiceSupervisor<Q, A> ofBehavior(
            String name, Behavior<P> behavior, Function<? super Call<Q, A>, ? extends P> adapter) {
        ServicePlan<Q, A> plan = new ServicePlan<>(name, worker -> ServiceActor.create(worker, behavior, adapter));
        return new ServiceSupervisor<>(plan.with(settings -> settings.withMaxInHands(settings.behaviorMaxInHands())));
    }

    public ServiceSupervisor<Q, A> withWorkers(int workers) {
        return withSettings(settings -> settings.withWorkers(workers));
    }

    /** Lets that many calls wait for a worker; one more is refused at once. */
    public ServiceSupervisor<Q, A> withMaxQueued(int calls) {
        return withSettings(settings -> settings.withMaxQueued(calls));
    }

    /** Gives a worker that many calls at a time. */
    public ServiceSupervisor<Q, A> withMaxInHands(int calls) {
        return withSettings(settings -> settings.withMaxInHands(calls));
    }

    /** Changes the settings, which come from the configuration of the ActorSystem when the service starts. */
    public ServiceSupervisor<Q, A> withSettings(UnaryOperator<SupervisionSettings> change) {
        return new ServiceSupervisor<>(plan.with(change));
    }

    /**
     * Restarts a worker when a call fails there with such a failure or a cause of it. Any thread asks it, and it is
     * only asked when a call fails.
     */
    public ServiceSupervisor<Q, A> restartOn(Predicate<? super Throwable> causes) {
        return new ServiceSupervisor<>(plan.restartOn(causes));
    }

    /** Gives such a request to another worker when one dies with it, {@code tapio.supervision.requeues} times. */
    public ServiceSupervisor<Q, A> requeueIf(Predicate<? super Q> isSafeToRepeat) {
        return new ServiceSupervisor<>(plan.requeueIf(isSafeToRepeat));
    }

    /** Runs the workers on threads that may block: virtual ones from Java 21 on, a pool before. */
    public ServiceSupervisor<Q, A> blocking() {
        return on(DispatcherSelector.fromConfig(BLOCKING));
    }

    /** Runs the workers on this dispatcher. */
    public ServiceSupervisor<Q, A> on(DispatcherSelector dispatcher) {
        return new ServiceSupervisor<>(plan.on(dispatcher));
    }

    /** Back-off and drain run on this clock; a call's deadline, on its context's. */
    public ServiceSupervisor<Q, A> withTimer(Timer timer) {
        return new ServiceSupervisor<>(plan.at(timer));
    }

    /** Starts the service; it drains when the ActorSystem ends. Calls may come at once. */
    public SupervisedService<Q, A> start(ClassicActorSystemProvider system) {
        String name = "tapio-service-" + plan.name() + "-" + STARTED.incrementAndGet();
        return start(
                system.classicSystem(),
                behavior -> Adapter.toTyped(system.classicSystem())
                        .systemActorOf(behavior, name, DispatcherSelector.defaultDispatcher()));
    }

    /**
     * Starts the service as a child, named as the service is. Only on the parent's thread. If the parent watches it, it
     * is told of the service's failure.
     */
    public SupervisedService<Q, A> start(ActorContext<?> parent) {
        return start(parent.getSystem().classicSystem(), behavior -> parent.spawn(behavior, plan.name()));
    }

    private SupervisedService<Q, A> start(
            ActorSystem system, Function<Behavior<SupervisorActor.Command>, ActorRef<SupervisorActor.Command>> spawn) {
        SupervisionSettings settings =
                plan.settings().apply(SupervisionSettings.from(system.settings().config()));
        WorkerPool<Q, A> pool = new WorkerPool<>(plan.name(), settings);
        LoadNumbers.publish(pool, SystemStats.of(system));
        ServiceHandle<Q, A> handle =
                new ServiceHandle<>(pool, spawn.apply(SupervisorActor.create(plan, settings, pool)));
        handle.endWith(system, settings.drainTimeout());
        return handle;
    }
}
