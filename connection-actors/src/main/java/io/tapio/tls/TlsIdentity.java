package io.tapio.tls;

import com.typesafe.config.Config;
import io.tapio.settings.Section;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who one end of a connection is: a certificate and its key, in PEM files.
 *
 * @param certificateFile the certificate, and behind it those that lead to its authority
 * @param keyFile the private key: PKCS#8 ({@code PRIVATE KEY}, {@code ENCRYPTED PRIVATE KEY}), PKCS#1 ({@code RSA
 *     PRIVATE KEY}) or SEC 1 ({@code EC PRIVATE KEY}); may be the same file
 * @param keyPassword of an encrypted key
 */
public record TlsIdentity(Path certificateFile, Path keyFile, Optional<Secret> keyPassword) {
    public static TlsIdentity of(Path certificateFile, Path keyFile) {
        return new TlsIdentity(certificateFile, keyFile, Optional.empty());
    }

    public TlsIdentity withKeyPassword(Secret password) {
        return new TlsIdentity(certificateFile, keyFile, Optional.of(password));
    }

    /** That of a section; empty if it names no file. */
    static Optional<TlsIdentity> from(Section section) {
        String certificate = section.text("certificate-file");
        String key = section.text("key-file");
        if (certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            throw TlsFaults.unusable(section.path() + " needs both certificate-file and key-file, or neither");
        }
        return Optional.of(new TlsIdentity(Path.of(certificate), Path.of(key), secret(section.text("key-password"))));
    }

    /** That of an entry of a list. */
    static TlsIdentity from(Config entry) {
        return new TlsIdentity(
                Path.of(entry.getString("certificate-file")),
                Path.of(entry.getString("key-file")),
                secret(entry.hasPath("key-password") ? entry.getString("key-password") : ""));
    }

    private static Optional<Secret> secret(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(Secret.of(value));
    }
}
