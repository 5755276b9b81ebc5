package io.tapio.tls;

import io.tapio.connection.TlsSession;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.time.Pace;
import io.tapio.time.PaceWatch;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.apache.pekko.stream.stage.AsyncCallback;

/**
 * How far a connection is, what it waits for until it is open, and what it has computed elsewhere. Whatever comes,
 * comes on the thread of the stage: at once if it is there already, and else by its callback.
 *
 * <pre>
 *   MAKING ──an engine──▶ SHAKING ──the handshake──▶ ADMITTING ──▶ OPEN
 *      └──────────────────────┴────────────┴──────────┴──▶ FAULTY ──its alert is sent──▶ (failed)
 * </pre>
 */
final class Opening {
    private enum Phase {
        MAKING,
        SHAKING,
        ADMITTING,
        OPEN,
        FAULTY
    }

    private final TlsStage.Plan plan;
    private final AsyncCallback<Runnable> elsewhere;
    private final Consumer<Failure> fault;
    private Timer.Scheduled deadline = () -> {};
    private Phase phase = Phase.MAKING;
    private boolean computing;

    /** @param fault who is told that nothing comes of it */
    Opening(TlsStage.Plan plan, AsyncCallback<Runnable> elsewhere, Consumer<Failure> fault) {
        this.plan = plan;
        this.elsewhere = elsewhere;
        this.fault = fault;
    }

    void begin(Consumer<Sealing> made) {
        plan.limit().ifPresent(limit -> {
            Failure late = TlsFaults.late(limit, plan.settings());
            Runnable ring = () -> fault.accept(late);
            deadline = plan.connection().timer().schedule(limit, () -> elsewhere.invoke(ring));
        });
        whenDone(plan.engine(), engine -> make(engine, made), thrown -> fault.accept(Failure.of(thrown)));
    }

    private void make(SSLEngine engine, Consumer<Sealing> made) {
        if (phase != Phase.MAKING) {
            return;
        }
        Sealing sealing;
        try {
            sealing = new Sealing(engine, watch());
        } catch (SSLException thrown) {
            fault.accept(TlsFaults.during(Where.HANDSHAKE, thrown));
            return;
        }
        phase = Phase.SHAKING;
        made.accept(sealing);
    }

    /** Over the peer's records: one that is sent too slowly ends the connection. */
    private PaceWatch watch() {
        Duration limit = plan.settings().recordTimeout();
        return new PaceWatch(
                Pace.within(limit),
                plan.connection().timer(),
                rung -> elsewhere.invoke(() -> {
                    if (rung.isLate()) {
                        fault.accept(TlsFaults.slow(limit, plan.settings()));
                    }
                }));
    }

    /** Runs the engine's tasks elsewhere; nothing may be asked of it until that is done. */
    void compute(Runnable tasks, Runnable computed) {
        computing = true;
        whenDone(
                () -> CompletableFuture.runAsync(tasks, plan.tasks()),
                done -> {
                    computing = false;
                    computed.run();
                },
                thrown -> fault.accept(TlsFaults.during(Where.HANDSHAKE, thrown)));
    }

    /** The handshake is done. */
    void admit(TlsSession session, Runnable opened) {
        phase = Phase.ADMITTING;
        plan.connection().secured(session);
        whenDone(
                () -> plan.admission().apply(session),
                done -> open(opened),
                thrown -> fault.accept(TlsFaults.notAdmitted(thrown)));
    }

    private void open(Runnable opened) {
        if (phase == Phase.ADMITTING) {
            phase = Phase.OPEN;
            end();
            opened.run();
        }
    }

    /** There will be no more of it than a farewell. */
    void fail() {
        phase = Phase.FAULTY;
        end();
    }

    /** There is nothing more to wait for. */
    void end() {
        deadline.cancel();
    }

    boolean isComputing() {
        return computing;
    }

    boolean isShaking() {
        return phase == Phase.SHAKING;
    }

    /** True until the handshake is done. */
    boolean isBeforeAdmission() {
        return phase == Phase.MAKING || phase == Phase.SHAKING;
    }

    boolean isOpen() {
        return phase == Phase.OPEN;
    }

    boolean isFaulty() {
        return phase == Phase.FAULTY;
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
