package io.tapio.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.tapio.settings.UnknownKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration of this process: an operator's file over what each module's {@code reference.conf} says. */
final class Configuration {
    private static final String UNKNOWN_KEYS = "tapio.config.unknown-keys";

    /** The phase of coordinated shutdown in which servers drain; Pekko gives it 5 seconds, whatever they need. */
    private static final String DRAIN_PHASE = "pekko.coordinated-shutdown.phases.service-requests-done.timeout";

    /** The time that servers get to tell that they have drained. */
    private static final Duration SPARE = Duration.ofSeconds(1);

    private Configuration() {}

    /** Makes {@code file} what {@link ConfigFactory#load()} reads, here and everywhere. */
    static void use(Path file) {
        System.setProperty("config.file", file.toString());
        ConfigFactory.invalidateCaches();
    }

    /** Puts the servers of this process behind TLS, whatever files say. */
    static void useTls(Path certificate, Path key) {
        System.setProperty("tapio.tcp.server.tls", "on");
        System.setProperty("tapio.tls.server.certificate-file", certificate.toString());
        System.setProperty("tapio.tls.server.key-file", key.toString());
        ConfigFactory.invalidateCaches();
    }

    /** The configuration, after a look at its keys. */
    static Config load() {
        Config config = ConfigFactory.load();
        List<String> unknown = UnknownKeys.in(config, Configuration.class.getClassLoader());
        String policy = config.getString(UNKNOWN_KEYS);
        switch (policy) {
            case "fail" -> {
                if (!unknown.isEmpty()) {
                    throw new ConfigException.Generic(String.join(System.lineSeparator(), unknown));
                }
            }
            case "warn" -> {
                Logger log = LoggerFactory.getLogger(Configuration.class);
                unknown.forEach(log::warn);
            }
            default ->
                throw new ConfigException.BadValue(
                        config.getValue(UNKNOWN_KEYS).origin(), UNKNOWN_KEYS, policy + " must be fail or warn");
        }
        return OwnTls.completed(config);
    }

    /** {@code config} for the actor system of a command, with what a command wants below what the operator wants. */
    static Config forActors(Config config) {
        Duration phase = config.getDuration("tapio.tcp.server.drain-timeout").plus(SPARE);
        return ConfigFactory.defaultOverrides()
                .withFallback(ConfigFactory.defaultApplication())
                .withFallback(ConfigFactory.parseMap(Map.of(DRAIN_PHASE, phase.toMillis() + " ms")))
                .withFallback(ConfigFactory.parseResources(Configuration.class.getClassLoader(), "tapio-node.conf"))
                .withFallback(config)
                .resolve();
    }
}
