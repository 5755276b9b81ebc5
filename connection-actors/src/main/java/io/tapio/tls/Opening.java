package io.tapio.tls;

import io.tapio.connection.TlsSession;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.time.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.apache.pekko.stream.stage.AsyncCallback;

/**
 * What a connection waits for until it is open, and what it has computed elsewhere. Whatever comes, comes on the thread
 * of the stage: at once if it is there already, and else by its callback.
 */
final class Opening {
    private final TlsStage.Plan plan;
    private final AsyncCallback<Runnable> elsewhere;
    private final Consumer<Failure> fault;
    private Timer.Scheduled deadline = () -> {};

    /** @param fault who is told that nothing comes of it */
    Opening(TlsStage.Plan plan, AsyncCallback<Runnable> elsewhere, Consumer<Failure> fault) {
        this.plan = plan;
        this.elsewhere = elsewhere;
        this.fault = fault;
    }

    void begin(Consumer<SSLEngine> made) {
        plan.limit().ifPresent(limit -> {
            Failure late = TlsFaults.late(limit, plan.settings());
            Runnable ring = () -> fault.accept(late);
            deadline = plan.connection().timer().schedule(limit, () -> elsewhere.invoke(ring));
        });
        whenDone(plan.engine(), made, thrown -> fault.accept(Failure.of(thrown)));
    }

    void compute(Runnable tasks, Runnable computed) {
        whenDone(
                () -> CompletableFuture.runAsync(tasks, plan.tasks()),
                done -> computed.run(),
                thrown -> fault.accept(TlsFaults.during(Where.HANDSHAKE, thrown)));
    }

    /** The handshake is done. */
    void admit(TlsSession session, Runnable admitted) {
        plan.connection().secured(session);
        whenDone(
                () -> plan.admission().apply(session),
                done -> admitted.run(),
                thrown -> fault.accept(TlsFaults.notAdmitted(thrown)));
    }

    /** There is nothing more to wait for. */
    void end() {
        deadline.cancel();
    }

    private <T> void whenDone(
            Supplier<? extends CompletionStage<? extends T>> begin,
            Consumer<? super T> success,
            Consumer<Throwable> failure) {
        CompletableFuture<? extends T> future;
        try {
            future = begin.get().toCompletableFuture();
        } catch (RuntimeException thrown) {
            failure.accept(thrown);
            return;
        }
        if (future.isDone() && !future.isCompletedExceptionally()) {
            success.accept(future.join());
        } else {
            future.whenComplete((value, thrown) -> elsewhere.invoke(() -> {
                if (thrown == null) {
                    success.accept(value);
                } else {
                    failure.accept(thrown);
                }
            }));
        }
    }
}
