package io.tapio.tls;

import io.tapio.failure.Failure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of certificates and keys in PEM, whose errors name the file and what to do about it; never what is in it. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*(?:-(?!----END)[^-]*)*)-----END \\1-----");
    private static final String LEGACY_ENCRYPTION = "Proc-Type:";

    private record Block(String label, String body) {}

    private final Path file;
    private final List<Block> blocks = new ArrayList<>();

    private Pem(Path file, String text) {
        this.file = file;
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
    }

    /** @throws Failure if the file does not hold any PEM */
    static Pem of(Path file, byte[] content) {
        Pem pem = new Pem(file, new String(content, StandardCharsets.ISO_8859_1));
        if (pem.blocks.isEmpty()) {
            throw TlsFaults.unusable(file + " has no PEM block (-----BEGIN …-----); a DER file is converted with "
                    + "'openssl x509 -inform der' or 'openssl pkey -inform der', a PKCS#12 file with 'openssl pkcs12'");
        }
        return pem;
    }

    /** All certificates, in their order; at least one. */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label.endsWith("CERTIFICATE")) {
                try {
                    certificates.add((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(bytes(block))));
                } catch (CertificateException broken) {
                    throw TlsFaults.unusable(
                            "certificate " + (certificates.size() + 1) + " in " + file + " cannot be read");
                }
            }
        }
        if (certificates.isEmpty()) {
            throw TlsFaults.unusable(file + " has no certificate (-----BEGIN CERTIFICATE-----), but "
                    + blocks.get(0).label.toLowerCase(Locale.ROOT));
        }
        return certificates;
    }

    /** The first private key. */
    PrivateKey key(Optional<Secret> password) {
        Block block = blocks.stream()
                .filter(each -> each.label.endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> TlsFaults.unusable(file + " has no private key (-----BEGIN PRIVATE KEY-----)"));
        if (block.body.contains(LEGACY_ENCRYPTION)) {
            throw TlsFaults.unusable(
                    "the key in " + file + " is encrypted in OpenSSL's old way; 'openssl pkcs8 -topk8 -in " + file
                            + " -out NEW' converts it");
        }
        try {
            byte[] bytes = bytes(block);
            return switch (block.label) {
                case "PRIVATE KEY" -> PrivateKeys.of(bytes);
                case "RSA PRIVATE KEY" -> PrivateKeys.of(Der.pkcs8OfRsa(bytes));
                case "EC PRIVATE KEY" -> PrivateKeys.of(Der.pkcs8OfEc(bytes));
                case "ENCRYPTED PRIVATE KEY" ->
                    PrivateKeys.of(
                            bytes,
                            password.orElseThrow(() -> TlsFaults.unusable(
                                    "the key in " + file + " is encrypted, and no key-password is given")));
                default ->
                    throw TlsFaults.unusable("the key in " + file + " is a " + block.label
                            + ", which is not known; 'openssl pkcs8 -topk8 -nocrypt -in " + file
                            + " -out NEW' converts it");
            };
        } catch (GeneralSecurityException broken) {
            throw TlsFaults.unusable("the key in " + file + " cannot be read: "
                    + (password.isPresent()
                            ? "key-password may be wrong"
                            : "it is broken, or of a kind that this JVM does not know"));
        }
    }

    private byte[] bytes(Block block) {
        try {
            return Base64.getMimeDecoder().decode(block.body);
        } catch (IllegalArgumentException broken) {
            throw TlsFaults.unusable(file + " is broken: its " + block.label + " is not base 64");
        }
    }
}
