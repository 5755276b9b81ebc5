package io.tapio.testkit.network;

import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Multiplex;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.failure.Failure;
import io.tapio.framing.Framing;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Session;
import io.tapio.testkit.words.Words;
import java.util.concurrent.CompletableFuture;

/** Protocols for the tests of a network: lines with ids and without. */
final class Wordy {
    static final ServerProtocol<String, String> LINE_SERVER =
            Pipeline.server(Framing.lines(500), failure -> "error: " + failure.getMessage());
    static final ClientProtocol<String, String> LINE_CLIENT = Pipeline.client(Framing.lines(500));
    static final ServerProtocol<String, String> SERVER = Multiplex.server(Words.codec());
    static final ClientProtocol<String, String> CLIENT =
            Multiplex.<String, String>client(Words.codec()).withCancels();

    private Wordy() {}

    static CompletableFuture<String> call(Session<String, String> session, String request) {
        return session.call(Context.root(), request).toCompletableFuture();
    }

    static Failure failure(CompletableFuture<?> failed) {
        return Failure.of(failed.handle((value, thrown) -> thrown).join());
    }
}
