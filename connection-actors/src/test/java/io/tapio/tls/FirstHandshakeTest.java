package io.tapio.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.tapio.testkit.time.VirtualTimer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstHandshakeTest {
    private static final String HOST = "server.example.org";

    @TempDir
    Path folder;

    private Pki pki;
    private TlsServerSettings settings;

    @BeforeEach
    void sign() {
        pki = new Pki(folder);
        settings = TlsServerSettings.from(ConfigFactory.load()).withIdentity(pki.identity(HOST));
    }

    private static boolean rehearsed(TlsServerSettings settings) {
        return new TlsServer(settings, new VirtualTimer(), Runnable::run)
                .rehearse()
                .toCompletableFuture()
                .join();
    }

    @ParameterizedTest
    @CsvSource({"jdk, TLSv1.3", "jdk, TLSv1.2", "conscrypt, TLSv1.3", "conscrypt, TLSv1.2"})
    void aServerCanTalkToItselfToTheEnd(String engine, String version) {
        assertThat(rehearsed(settings.withEngine(engine).withProtocols(version)))
                .isTrue();
    }

    @Test
    void aServerThatWantsToKnowItsClientsGetsAsFarAsThat() {
        assertThat(rehearsed(settings.withClientAuth(ClientAuth.NEED, pki.trustFile())))
                .isFalse();
    }
}
