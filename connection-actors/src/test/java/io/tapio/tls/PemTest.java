package io.tapio.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    private static final Path FILE = Path.of("server.key");
    private static final String PASSWORD = "open sesame";

    private static PrivateKey read(String text, Optional<Secret> password) {
        return Pem.of(FILE, text.getBytes(StandardCharsets.US_ASCII)).key(password);
    }

    private static PrivateKey read(String text) {
        return read(text, Optional.empty());
    }

    private static byte[] inner(KeyPair keys) throws Exception {
        return PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
    }

    @ParameterizedTest
    @EnumSource(Pki.Kind.class)
    void readsPkcs8OfEachKind(Pki.Kind kind) {
        KeyPair keys = Pki.keys(kind);

        assertThat(read(Pki.pem("PRIVATE KEY", keys.getPrivate().getEncoded()))).isEqualTo(keys.getPrivate());
    }

    @Test
    void readsPkcs1() throws Exception {
        KeyPair keys = Pki.keys(Pki.Kind.RSA);

        assertThat(read(Pki.pem("RSA PRIVATE KEY", inner(keys)))).isEqualTo(keys.getPrivate());
    }

    /** As OpenSSL writes it, with the curve in the key and once more in front of it. */
    @Test
    void readsSec1() throws Exception {
        KeyPair keys = Pki.keys(Pki.Kind.EC);
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
        var key = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey());
        byte[] named = new org.bouncycastle.asn1.sec.ECPrivateKey(
                        256, key.getKey(), info.getPrivateKeyAlgorithm().getParameters())
                .getEncoded();
        String curve = Pki.pem(
                "EC PARAMETERS",
                info.getPrivateKeyAlgorithm().getParameters().toASN1Primitive().getEncoded());

        assertThat(read(curve + Pki.pem("EC PRIVATE KEY", named)).getEncoded())
                .isEqualTo(read(Pki.pem("EC PRIVATE KEY", named)).getEncoded());
        assertThat(((java.security.interfaces.ECPrivateKey) read(Pki.pem("EC PRIVATE KEY", named))).getS())
                .isEqualTo(((java.security.interfaces.ECPrivateKey) keys.getPrivate()).getS());
    }

    private static String encrypted(KeyPair keys, String algorithm) throws Exception {
        var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(new ASN1ObjectIdentifier(algorithm))
                .setProvider(new BouncyCastleProvider())
                .setPRF(PKCS8Generator.PRF_HMACSHA256)
                .setPassword(PASSWORD.toCharArray())
                .setRandom(new SecureRandom())
                .build();
        return Pki.pem(
                "ENCRYPTED PRIVATE KEY",
                new JcaPKCS8Generator(keys.getPrivate(), encryptor).generate().getContent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.16.840.1.101.3.4.1.2", "2.16.840.1.101.3.4.1.42"})
    void readsEncryptedPkcs8(String aes) throws Exception {
        KeyPair keys = Pki.keys(Pki.Kind.EC);

        assertThat(read(encrypted(keys, aes), Optional.of(Secret.of(PASSWORD)))).isEqualTo(keys.getPrivate());
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() throws Exception {
        String text = encrypted(Pki.keys(Pki.Kind.RSA), "2.16.840.1.101.3.4.1.42");

        assertThatThrownBy(() -> read(text, Optional.of(Secret.of("hunter2"))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("server.key")
                .hasMessageContaining("key-password")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
        assertThatThrownBy(() -> read(text)).hasMessageContaining("no key-password");
    }

    @Test
    void theOldEncryptionIsRefusedWithTheCommandThatConverts() {
        String text = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n"
                + "-----END RSA PRIVATE KEY-----\n";

        assertThatThrownBy(() -> read(text)).hasMessageContaining("openssl pkcs8 -topk8 -in server.key");
    }

    @Test
    void whatIsNoPemAndWhatIsNoKeyIsSaid() {
        assertThatThrownBy(() -> read("\u0030\u0082")).hasMessageContaining("no PEM block");
        assertThatThrownBy(() -> read(Pki.pem("CERTIFICATE", new byte[3]))).hasMessageContaining("no private key");
        assertThatThrownBy(() -> read(Pki.pem("PRIVATE KEY", new byte[3]))).hasMessageContaining("server.key");
        assertThatThrownBy(() -> read(Pki.pem("EC PRIVATE KEY", new byte[] {0x30, 5, 1})))
                .hasMessageContaining("server.key");
        assertThatThrownBy(() -> read(Pki.pem("DSA PRIVATE KEY", new byte[3]))).hasMessageContaining("DSA");
    }

    @Test
    void aPasswordDoesNotShowInSettings() {
        assertThat(TlsIdentity.of(FILE, FILE)
                        .withKeyPassword(Secret.of("hunter2"))
                        .toString())
                .doesNotContain("hunter2");
    }
}
