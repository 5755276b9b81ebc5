package io.tapio.tls;

import io.tapio.connection.TlsSession;
import io.tapio.time.PaceWatch;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.pekko.util.ByteString;

/**
 * An engine with what waits on its two sides: the peer's records that it has not opened, and the protocol's bytes that
 * it has not sealed. Knows nothing of streams. Not thread-safe; only its tasks run elsewhere, and nothing else then.
 */
final class Sealing {
    /** What there is to do after a step. */
    enum Next {
        GO_ON,
        /** The engine has tasks, which take long. */
        COMPUTE,
        /** For bytes, or room. */
        WAIT
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final CipherInput records = new CipherInput();
    private final PaceWatch watch;
    private ByteString plain = ByteString.emptyByteString();
    private boolean isShaken;
    private boolean isOpen;
    private boolean hasOpened;
    private boolean peerIsOver;
    private boolean finishing;
    private boolean closing;
    private boolean hasFailed;

    /** @param watch over each record */
    Sealing(SSLEngine engine, PaceWatch watch) throws SSLException {
        this.engine = engine;
        this.watch = watch;
        engine.beginHandshake();
    }

    /** Bytes of the peer's are asked for. */
    void asked() {
        if (!records.isEmpty()) {
            watch.asked();
        }
    }

    /** Bytes of the peer's. */
    void add(ByteString chunk) {
        watch.came(chunk.size());
        records.add(chunk);
    }

    /** Nothing is asked for any more. */
    void stop() {
        watch.stop();
    }

    /** Bytes of the protocol's, when it was asked for some. */
    void say(ByteString chunk) {
        plain = chunk;
    }

    /** The protocol may be heard from here on. */
    void open() {
        isOpen = true;
    }

    /** The protocol will say no more. */
    void finish() {
        finishing = true;
    }

    /** Lets the engine take one record, or make one, if there is demand for it. */
    Next step(Scratch scratch, boolean canSeal, boolean canOpen) throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            return Next.COMPUTE;
        }
        if (!engine.isOutboundDone()) {
            boolean hasRoom = canSeal && scratch.hasRoomToSeal();
            if (status == HandshakeStatus.NEED_WRAP || closing) {
                return hasRoom ? seal(NOTHING, scratch) : Next.WAIT;
            }
            if (isOpen && hasRoom && !plain.isEmpty()) {
                scratch.plain.clear();
                plain.copyToBuffer(scratch.plain);
                return seal(scratch.plain.flip(), scratch);
            }
            if (isOpen && finishing && plain.isEmpty()) {
                closing = true;
                engine.closeOutbound();
                return Next.GO_ON;
            }
        }
        ByteBuffer record = canOpen && scratch.hasRoomToOpen() && !peerIsOver ? records.record() : null;
        return record == null ? Next.WAIT : open(record, scratch);
    }

    private Next seal(ByteBuffer source, Scratch scratch) throws SSLException {
        HandshakeStatus before = engine.getHandshakeStatus();
        SSLEngineResult result = engine.wrap(source, scratch.sealed);
        plain = plain.drop(result.bytesConsumed());
        return after(result, before);
    }

    private Next open(ByteBuffer record, Scratch scratch) throws SSLException {
        if (isShaken && records.isHandshake()) {
            throw BadRecord.renegotiation(); // TLS 1.3 has none, and hides what it has instead
        }
        HandshakeStatus before = engine.getHandshakeStatus();
        SSLEngineResult result = engine.unwrap(record, scratch.opened);
        records.use(result.bytesConsumed());
        watch.whole();
        hasOpened |= result.bytesProduced() > 0;
        peerIsOver = result.getStatus() == SSLEngineResult.Status.CLOSED || engine.isInboundDone();
        return after(result, before);
    }

    private Next after(SSLEngineResult result, HandshakeStatus before) {
        HandshakeStatus status = result.getHandshakeStatus();
        isShaken |= status == HandshakeStatus.FINISHED;
        boolean moved = result.bytesConsumed() + result.bytesProduced() > 0 || status != before;
        return moved ? Next.GO_ON : Next.WAIT;
    }

    boolean isShaken() {
        return isShaken;
    }

    /** True if the peer has said something that only the handshake's keys could read. */
    boolean hasOpened() {
        return hasOpened;
    }

    /** The peer has said its close_notify, and all before it was handed on. */
    boolean peerIsOver() {
        return peerIsOver;
    }

    /** This end has said its close_notify; in TLS 1.2 also in answer to the peer's. */
    boolean isOver() {
        return engine.isOutboundDone();
    }

    boolean hasRecord() {
        return !peerIsOver && records.record() != null;
    }

    boolean wantsRecords() {
        return !peerIsOver && records.record() == null;
    }

    boolean wantsPlain() {
        return plain.isEmpty() && !closing;
    }

    /** Keeps no more memory than what waits. */
    void trim() {
        records.trim();
    }

    /** What the engine has to compute; nothing may be asked of it until that has been done. */
    Runnable tasks() {
        List<Runnable> tasks = new ArrayList<>();
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            tasks.add(task);
        }
        return () -> tasks.forEach(Runnable::run);
    }

    /** The last records: the alert that explains a fault if there is one, and close_notify if not. */
    void farewell(Scratch scratch) {
        sayAll(scratch);
        engine.closeOutbound();
        sayAll(scratch);
    }

    private void sayAll(Scratch scratch) {
        Next next = isShaken && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP ? Next.WAIT : Next.GO_ON;
        while (next == Next.GO_ON && !engine.isOutboundDone()) {
            try {
                next = seal(NOTHING, scratch);
            } catch (SSLException known) {
                // it says once more what is wrong, and then tells the peer
                next = hasFailed ? Next.WAIT : Next.GO_ON;
                hasFailed = true;
            }
        }
    }

    /** What the handshake has come to. */
    TlsSession session() {
        SSLSession session = engine.getSession();
        String alpn = engine.getApplicationProtocol();
        return new TlsSession(
                session.getProtocol(),
                session.getCipherSuite(),
                Optional.ofNullable(alpn).filter(name -> !name.isEmpty()),
                Optional.of(Keys.serverName(session)).filter(name -> !name.isEmpty()),
                peerCertificates(session));
    }

    private static List<X509Certificate> peerCertificates(SSLSession session) {
        try {
            Certificate[] certificates = session.getPeerCertificates();
            return Arrays.stream(certificates).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }
}
