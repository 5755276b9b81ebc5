package io.tapio.samples.compress;

import io.tapio.service.Service;
import io.tapio.supervision.ServiceSupervisor;
import io.tapio.supervision.SupervisedService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.util.ByteString;

/** Compresses bodies, one on each processor at a time, away from the event loops. */
final class Gzip {
    /** Bodies that wait for a processor, of all connections. */
    private static final int MAX_QUEUED = 64;

    private Gzip() {}

    static SupervisedService<ByteString, ByteString> start(ActorSystem<?> system) {
        return start(system, Service.of(Gzip::compressed));
    }

    static SupervisedService<ByteString, ByteString> start(
            ActorSystem<?> system, Service<ByteString, ByteString> worker) {
        return ServiceSupervisor.of("gzip", () -> worker)
                .blocking()
                .withWorkers(Runtime.getRuntime().availableProcessors())
                .withMaxQueued(MAX_QUEUED)
                .start(system);
    }

    private static ByteString compressed(ByteString body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.toArrayUnsafe());
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return ByteString.fromArrayUnsafe(bytes.toByteArray());
    }
}
