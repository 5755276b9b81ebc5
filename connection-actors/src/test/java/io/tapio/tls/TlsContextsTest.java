package io.tapio.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.tapio.failure.Failure;
import io.tapio.testkit.time.VirtualTimer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextsTest {
    private static final TlsSettings SETTINGS =
            TlsServerSettings.from(ConfigFactory.load()).common();
    private static final Duration INTERVAL = SETTINGS.reloadInterval().orElseThrow();

    @TempDir
    Path folder;

    private final VirtualTimer time = new VirtualTimer();
    private final Queue<Runnable> reading = new ArrayDeque<>();
    private TlsIdentity identity;
    private Pki pki;
    private TlsContexts<SSLContext> contexts;

    @BeforeEach
    void make() {
        pki = new Pki(folder);
        identity = pki.identity("first.test");
        contexts = new TlsContexts<>(
                SETTINGS,
                List.of(identity.certificateFile(), identity.keyFile()),
                files -> {
                    try {
                        Credentials.of(identity, files);
                        return SSLContext.getInstance("TLS");
                    } catch (GeneralSecurityException thrown) {
                        throw new IllegalStateException(thrown);
                    }
                },
                time,
                reading::add);
    }

    private void read() {
        while (!reading.isEmpty()) {
            reading.remove().run();
        }
    }

    private SSLContext now() {
        CompletionStage<SSLContext> now = contexts.now();
        read();
        return now.toCompletableFuture().join();
    }

    @Test
    void filesAreNotLookedAtBeforeTheIntervalIsOver() throws Exception {
        SSLContext first = now();
        Pki.replace(identity, pki.identity("second.test"));
        time.advance(INTERVAL.minusNanos(1));

        assertThat(now()).isSameAs(first);
    }

    @Test
    void theFirstHandshakeAfterTheIntervalHasTheNewFiles() throws Exception {
        SSLContext first = now();
        Pki.replace(identity, pki.identity("second.test"));
        time.advance(INTERVAL);

        assertThat(now()).isNotSameAs(first);
    }

    @Test
    void handshakesThatBeginDuringALookWaitForItAndCauseNoOther() {
        time.advance(INTERVAL);
        CompletionStage<SSLContext> one = contexts.now();
        CompletionStage<SSLContext> other = contexts.now();

        assertThat(reading).hasSize(1);
        assertThat(one.toCompletableFuture()).isNotDone();
        read();
        assertThat(one.toCompletableFuture().join())
                .isSameAs(other.toCompletableFuture().join());
    }

    @Test
    void filesThatHaveNotChangedKeepTheContextAndItsSessions() {
        SSLContext first = now();
        time.advance(INTERVAL);

        assertThat(now()).isSameAs(first);
    }

    @Test
    void aPairThatIsHalfReplacedKeepsTheOldUntilItIsWhole() throws Exception {
        SSLContext first = now();
        TlsIdentity next = pki.identity("second.test");
        Files.write(identity.certificateFile(), Files.readAllBytes(next.certificateFile()));
        time.advance(INTERVAL);
        assertThat(now()).isSameAs(first);
        CompletionStage<Boolean> again = contexts.reload();
        read();
        assertThat(again.toCompletableFuture().join()).as("said once").isFalse();

        Files.write(identity.keyFile(), Files.readAllBytes(next.keyFile()));
        time.advance(INTERVAL);
        assertThat(now()).isNotSameAs(first);
    }

    @Test
    void aFileThatIsGoneKeepsTheOld() throws Exception {
        SSLContext first = now();
        Files.delete(identity.keyFile());
        CompletionStage<Boolean> reload = contexts.reload();
        read();

        assertThatThrownBy(() -> reload.toCompletableFuture().join())
                .cause()
                .isInstanceOf(Failure.class)
                .hasMessageContaining(identity.keyFile() + " cannot be read: it is not there");
        assertThat(now()).isSameAs(first);
    }
}
