package io.tapio.tls;

import io.tapio.connection.TlsSession;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * One end of a TLS connection, between the wire and a protocol.
 *
 * <pre>
 *   the peer's records ──▶ ┌─────┐ ──▶ what the peer said
 *                          │ TLS │
 *          our records ◀── └─────┘ ◀── what the protocol says
 * </pre>
 *
 * <p><b>Emits when</b> records have come whole and there is demand for what is in them, all of it together; when there
 * is demand for records, and the handshake has some or the protocol has said something · <b>Backpressures when</b>
 * either side does, each on its own, and the protocol's until the handshake is done · <b>Completes when</b> both sides
 * have said their close_notify, one by one where TLS 1.3 is spoken · <b>Fails when</b> the handshake does, the peer's
 * bytes are no TLS, or it ends without close_notify; it has sent its alert then. Materializes what the handshake comes
 * to.
 */
final class TlsStage
        extends AbstractGraphStageWithMaterializedValue<
                BidiShape<ByteString, ByteString, ByteString, ByteString>, CompletionStage<TlsSession>> {
    private static final Attributes NAME = Attributes.name("tls");

    /**
     * What one connection needs.
     *
     * @param engine the engine, which may have to wait for files
     * @param admission what else has to be done before the protocol hears of the peer; the connection fails if it does
     * @param limit the time for the handshake, if nobody else has one
     * @param tasks where the engine computes what takes long
     */
    record Plan(
            TlsSettings settings,
            TlsConnection connection,
            Supplier<? extends CompletionStage<SSLEngine>> engine,
            Function<? super TlsSession, ? extends CompletionStage<?>> admission,
            Optional<Duration> limit,
            Executor tasks) {}

    final Inlet<ByteString> sealedIn = Inlet.create("Tls.sealedIn");
    final Outlet<ByteString> openedOut = Outlet.create("Tls.openedOut");
    final Inlet<ByteString> plainIn = Inlet.create("Tls.plainIn");
    final Outlet<ByteString> sealedOut = Outlet.create("Tls.sealedOut");
    final BidiShape<ByteString, ByteString, ByteString, ByteString> shape =
            new BidiShape<>(sealedIn, openedOut, plainIn, sealedOut);
    final Plan plan;

    TlsStage(Plan plan) {
        this.plan = plan;
    }

    @Override
    public BidiShape<ByteString, ByteString, ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return NAME.and(plan.settings);
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<TlsSession>> createLogicAndMaterializedValuePair(
            Attributes attributes) {
        CompletableFuture<TlsSession> shaken = new CompletableFuture<>();
        return new Pair<>(new TlsLogic(this, shaken), shaken);
    }
}
