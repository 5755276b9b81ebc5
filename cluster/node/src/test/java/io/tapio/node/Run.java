package io.tapio.node;

import com.typesafe.config.ConfigFactory;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command did: its exit code, and what it wrote. */
record Run(int exitCode, String out, String err) {
    static Run of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try {
            return new Run(
                    Tapio.run(new PrintWriter(out, true), new PrintWriter(err, true), args),
                    out.toString().strip(),
                    err.toString().strip());
        } finally {
            System.clearProperty("config.file");
            ConfigFactory.invalidateCaches();
        }
    }
}
