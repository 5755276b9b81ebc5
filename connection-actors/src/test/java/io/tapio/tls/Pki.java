package io.tapio.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that signs certificates for tests, with keys that no other run has, and writes them to PEM files. */
public final class Pki {
    /** How keys are made, and what they sign with. */
    public enum Kind {
        EC("EC", "SHA256withECDSA"),
        RSA("RSA", "SHA256withRSA"),
        ED25519("Ed25519", "Ed25519");

        private final String algorithm;
        private final String signature;

        Kind(String algorithm, String signature) {
            this.algorithm = algorithm;
            this.signature = signature;
        }
    }

    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final KeyPair keys = keys(Kind.EC);
    private final X509Certificate certificate;
    private final Path folder;

    /** @param folder where the files go */
    public Pki(Path folder) {
        this.folder = folder;
        certificate = sign("authority-" + SERIAL.get(), List.of(), keys, this.keys, Kind.EC, Duration.ofDays(1));
        write("authority-" + certificate.getSerialNumber() + ".pem", pem(certificate));
    }

    /** The authority's own certificate. */
    public Path trustFile() {
        return folder.resolve("authority-" + certificate.getSerialNumber() + ".pem");
    }

    /** A certificate for these hosts, names or addresses. */
    public TlsIdentity identity(String... hosts) {
        return identity(Kind.EC, Duration.ofDays(1), hosts);
    }

    public TlsIdentity identity(Kind kind, String... hosts) {
        return identity(kind, Duration.ofDays(1), hosts);
    }

    /** One that was good until yesterday. */
    public TlsIdentity expired(String... hosts) {
        return identity(Kind.EC, Duration.ofDays(-1), hosts);
    }

    private TlsIdentity identity(Kind kind, Duration valid, String... hosts) {
        KeyPair own = keys(kind);
        X509Certificate signed = sign(hosts[0], List.of(hosts), own, keys, Kind.EC, valid);
        String name = "own-" + signed.getSerialNumber();
        return TlsIdentity.of(
                write(name + ".pem", pem(signed)),
                write(name + ".key", pem("PRIVATE KEY", own.getPrivate().getEncoded())));
    }

    /** Puts another identity's files in the place of one's. */
    public static void replace(TlsIdentity replaced, TlsIdentity by) throws IOException {
        Files.write(replaced.keyFile(), Files.readAllBytes(by.keyFile()));
        Files.write(replaced.certificateFile(), Files.readAllBytes(by.certificateFile()));
    }

    private X509Certificate sign(
            String name, List<String> hosts, KeyPair own, KeyPair issuer, Kind issuerKind, Duration valid) {
        try {
            Instant until = Instant.now().plus(valid);
            X500Principal subject = new X500Principal("CN=" + name.replace("*", "any"));
            X500Principal by = certificate == null ? subject : certificate.getSubjectX500Principal();
            var builder = new JcaX509v3CertificateBuilder(
                    by,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(until.minus(Duration.ofDays(2))),
                    Date.from(until),
                    subject,
                    own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(hosts.isEmpty()));
            if (!hosts.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(hosts.stream()
                                .map(host -> new GeneralName(
                                        host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, host))
                                .toArray(GeneralName[]::new)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder(issuerKind.signature).build(issuer.getPrivate())));
        } catch (GeneralSecurityException | IOException | OperatorCreationException thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    static KeyPair keys(Kind kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.algorithm);
            if (kind == Kind.EC) {
                generator.initialize(256); // JDKs differ in what they take if nothing is said
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    private static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    static String pem(String label, byte[] bytes) {
        StringWriter text = new StringWriter();
        text.write("-----BEGIN " + label + "-----\n");
        text.write(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes));
        text.write("\n-----END " + label + "-----\n");
        return text.toString();
    }

    Path write(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }
}
