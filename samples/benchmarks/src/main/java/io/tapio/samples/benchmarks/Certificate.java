package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A certificate that has signed itself, and its key, made by openssl. */
record Certificate(Path file, Path key) {
    /** That of all servers of this run: with a P-256 key, since that is the smaller part of a handshake for the JDK. */
    static final Certificate OURS = make();

    private static Certificate make() {
        try {
            Path directory = Files.createTempDirectory("tapio-tls");
            Certificate certificate = new Certificate(directory.resolve("server.pem"), directory.resolve("server.key"));
            Shell.run(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-nodes",
                    "-subj",
                    "/CN=localhost",
                    "-out",
                    certificate.file.toString(),
                    "-keyout",
                    certificate.key.toString());
            return certificate;
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }

    /** What tells a server of it. */
    List<String> properties() {
        return List.of("-Dtapio.tls.server.certificate-file=" + file, "-Dtapio.tls.server.key-file=" + key);
    }
}
