package io.tapio.samples.faults;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates that {@code keytool} makes, each signed by its own key, and the files from which a server takes one. */
final class Certificates implements AutoCloseable {
    private static final String PASSWORD = "password";

    private record Identity(Key key, X509Certificate certificate) {}

    private final Path folder;
    private final List<Identity> identities = new ArrayList<>();

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /** So many; the first is in force. */
    static Certificates make(int count) throws IOException, GeneralSecurityException {
        Certificates certificates = new Certificates(Files.createTempDirectory("tapio-faults"));
        for (int i = 0; i < count; i++) {
            certificates.add(certificates.folder.resolve(i + ".p12"));
        }
        certificates.swap(0);
        return certificates;
    }

    private void add(Path store) throws IOException, GeneralSecurityException {
        Shell.run(
                Shell.jdk("keytool"),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        identities.add(
                new Identity(keys.getKey("own", PASSWORD.toCharArray()), (X509Certificate) keys.getCertificate("own")));
    }

    /** What makes a server use them. */
    List<String> options() {
        return List.of(
                "-Dtapio.tcp.server.tls=on",
                "-Dtapio.tls.server.certificate-file=" + folder.resolve("own.pem"),
                "-Dtapio.tls.server.key-file=" + folder.resolve("own.key"));
    }

    /**
     * Puts another one in force: its key and then its certificate, as who renews them does. Returns its serial number.
     */
    BigInteger swap(int number) throws IOException, GeneralSecurityException {
        Identity next = identities.get(number % identities.size());
        replace("own.key", "PRIVATE KEY", next.key.getEncoded());
        replace("own.pem", "CERTIFICATE", next.certificate.getEncoded());
        return next.certificate.getSerialNumber();
    }

    private void replace(String name, String label, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Path whole = folder.resolve(name + ".new");
        Files.writeString(whole, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
        Files.move(whole, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Sockets of a client that trusts these alone, and keeps no session: each handshake is a whole one. */
    SSLSocketFactory trusting() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (Identity identity : identities) {
            Certificate certificate = identity.certificate;
            trusted.setCertificateEntry(identity.certificate.getSerialNumber().toString(), certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return context(trust.getTrustManagers()).getSocketFactory();
    }

    private static SSLContext context(TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust, null);
        return context;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
