package io.tapio.tls;

import io.tapio.failure.Failure;
import io.tapio.time.Timer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engines of one side are made from, made anew when its files have changed: then all at once, with no session
 * of the old to be taken up again. Connections that there are keep what they have. Files that cannot be used change
 * nothing, and are told of once.
 *
 * <p>The files are looked at, on another thread, when a handshake begins and the last look was long enough ago; that
 * handshake waits for it. So nothing has to be started or stopped, and what was replaced while nobody came is not
 * missed by the first who comes. Thread-safe.
 *
 * @param <C> what makes engines
 */
final class TlsContexts<C> {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);

    private final TlsSettings settings;
    private final Set<Path> files;
    private final Function<PemFiles, C> make;
    private final Timer timer;
    private final Executor reading;
    private PemFiles seen;
    private @Nullable CompletableFuture<Boolean> look;
    private volatile CompletionStage<C> current;
    private volatile long lookedAt;

    /** @throws Failure if the files cannot be used */
    TlsContexts(
            TlsSettings settings, Collection<Path> files, Function<PemFiles, C> make, Timer timer, Executor reading) {
        this.settings = settings;
        this.files = Set.copyOf(files);
        this.make = make;
        this.timer = timer;
        this.reading = reading;
        lookedAt = timer.nanoTime();
        seen = PemFiles.read(files);
        current = CompletableFuture.completedFuture(make.apply(seen));
    }

    /** For a handshake that begins now. */
    CompletionStage<C> now() {
        boolean due = settings.reloadInterval()
                .filter(interval -> timer.nanoTime() - lookedAt >= interval.toNanos())
                .isPresent();
        return due ? reload().handle((changed, kept) -> current).thenCompose(Function.identity()) : current;
    }

    /** Looks at the files; true if they have changed. Fails if they cannot be used. */
    synchronized CompletionStage<Boolean> reload() {
        if (look == null) {
            CompletableFuture<Boolean> begun = CompletableFuture.supplyAsync(this::lookAndEnd, reading);
            look = begun.isDone() ? null : begun;
            return begun;
        }
        return look;
    }

    /** Whoever hears how a look has ended can begin another one. */
    private boolean lookAndEnd() {
        try {
            return look();
        } finally {
            ended();
        }
    }

    private synchronized void ended() {
        look = null;
    }

    private boolean look() {
        PemFiles read = PemFiles.read(files);
        lookedAt = timer.nanoTime();
        if (read.isSameAs(seen)) {
            return false;
        }
        seen = read;
        try {
            current = CompletableFuture.completedFuture(make.apply(read));
        } catch (Failure unusable) {
            LOG.warn(
                    "the files of {} have changed and cannot be used; what they were before stays in force: {}",
                    settings.path(),
                    unusable.getMessage());
            throw unusable;
        }
        LOG.info("the files of {} have changed; new connections use them", settings.path());
        return true;
    }
}
