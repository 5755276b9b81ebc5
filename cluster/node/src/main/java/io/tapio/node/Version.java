package io.tapio.node;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that Maven wrote into the jar; classes that are in no jar have none. */
final class Version implements IVersionProvider {
    private static final String PROPERTIES = "/META-INF/maven/io.tapio/tapio-node/pom.properties";

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(PROPERTIES)) {
            if (in != null) {
                properties.load(in);
            }
        }
        return new String[] {
            "tapio " + properties.getProperty("version", "(unreleased)") + ", Java "
                    + System.getProperty("java.version")
        };
    }
}
