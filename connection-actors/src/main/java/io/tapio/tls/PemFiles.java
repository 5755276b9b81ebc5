package io.tapio.tls;

import io.tapio.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What was in some files when they were read, all together. */
final class PemFiles {
    private final Map<Path, byte[]> contents = new HashMap<>();

    private PemFiles() {}

    /** Reads them; one that cannot be read is missing. */
    static PemFiles read(Collection<Path> files) {
        PemFiles read = new PemFiles();
        for (Path file : files) {
            try {
                read.contents.put(file, Files.readAllBytes(file));
            } catch (IOException unreadable) {
                // said by whoever needs it
            }
        }
        return read;
    }

    /** @throws Failure if the file could not be read, or has no PEM */
    Pem pem(Path file) {
        byte[] content = contents.get(file);
        if (content == null) {
            String why = Files.exists(file) ? "this process may not" : "it is not there";
            throw TlsFaults.unusable(file + " cannot be read: " + why);
        }
        return Pem.of(file, content);
    }

    boolean isSameAs(PemFiles other) {
        return contents.keySet().equals(other.contents.keySet())
                && contents.entrySet().stream()
                        .allMatch(file -> Arrays.equals(file.getValue(), other.contents.get(file.getKey())));
    }
}
