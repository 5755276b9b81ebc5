package io.tapio.retry;

import io.tapio.context.Cancellation.Registration;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A wait, which is over when its time is, or at once when the caller leaves. */
final class Pause {
    private final AtomicBoolean isOver = new AtomicBoolean();
    private volatile @Nullable Registration registration;

    private Pause() {}

    /** Waits, and then runs one of the two: {@code then} on the timer's thread, or {@code left} on the caller's. */
    static void begin(Duration wait, Context context, Runnable then, Consumer<Failure> left) {
        Pause pause = new Pause();
        Timer.Scheduled alarm = context.timer().schedule(wait, () -> {
            if (pause.end()) {
                then.run();
            }
        });
        pause.registration = context.cancellation().onCancel(why -> {
            if (pause.end()) {
                alarm.cancel();
                left.accept(why);
            }
        });
        if (pause.isOver.get()) {
            pause.unregister(); // it ended in between, and may not have seen what was set here
        }
    }

    private boolean end() {
        boolean isFirst = isOver.compareAndSet(false, true);
        unregister();
        return isFirst;
    }

    private void unregister() {
        Registration registered = registration;
        if (registered != null) {
            registered.close();
        }
    }
}
