package io.tapio.supervision;

import io.tapio.time.Timer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;

/**
 * What a service is made of, before it runs.
 *
 * @param worker makes the behaviour of one life of a worker
 * @param settings what is different from the configuration
 * @param restartOn causes that end the worker they come from
 * @param requeueIf requests that are safe to repeat
 * @param timer the clock of back-off and drain; a call's deadline has the clock of its context
 */
record ServicePlan<Q, A>(
        String name,
        Function<Worker<Q, A>, Behavior<Object>> worker,
        UnaryOperator<SupervisionSettings> settings,
        DispatcherSelector dispatcher,
        Predicate<? super Throwable> restartOn,
        Predicate<? super Q> requeueIf,
        Timer timer) {

    ServicePlan(String name, Function<Worker<Q, A>, Behavior<Object>> worker) {
        this(
                name,
                worker,
                settings -> settings,
                DispatcherSelector.defaultDispatcher(),
                thrown -> false,
                request -> false,
                Timer.shared());
    }

    /** With one more change of the settings, after those that there are. */
    ServicePlan<Q, A> with(UnaryOperator<SupervisionSettings> change) {
        UnaryOperator<SupervisionSettings> before = settings;
        return new ServicePlan<>(
                name, worker, given -> change.apply(before.apply(given)), dispatcher, restartOn, requeueIf, timer);
    }

    ServicePlan<Q, A> on(DispatcherSelector dispatcher) {
        return new ServicePlan<>(name, worker, settings, dispatcher, restartOn, requeueIf, timer);
    }

    ServicePlan<Q, A> restartOn(Predicate<? super Throwable> causes) {
        return new ServicePlan<>(name, worker, settings, dispatcher, causes, requeueIf, timer);
    }

    ServicePlan<Q, A> requeueIf(Predicate<? super Q> safe) {
        return new ServicePlan<>(name, worker, settings, dispatcher, restartOn, safe, timer);
    }

    ServicePlan<Q, A> at(Timer timer) {
        return new ServicePlan<>(name, worker, settings, dispatcher, restartOn, requeueIf, timer);
    }
}
