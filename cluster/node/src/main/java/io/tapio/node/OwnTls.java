package io.tapio.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.tapio.settings.UnknownKeys;
import io.tapio.tcp.ServerPlan;
import io.tapio.tls.TlsServer;
import io.tapio.tls.TlsServerSettings;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * What the declaration of one server says of TLS: {@code tls = on} for what {@code tapio.tls.server} says, {@code tls =
 * off}, or a section of its own, in which what it does not say is as there.
 */
sealed interface OwnTls {
    String KEY = "tls";
    String COMMON = "tapio.tls.server";

    enum Word implements OwnTls {
        /** Nothing: {@code tapio.tcp.server.tls} counts, and what the program does. */
        UNSAID,
        OFF
    }

    /** @param path a section with all keys of {@link #COMMON}, or that itself */
    record Section(String path) implements OwnTls {}

    /** The servers of {@code config} with whole sections: that of all stands behind each of one server. */
    static Config completed(Config config) {
        Config whole = config;
        for (String server : config.getObject(Server.SERVERS).keySet()) {
            String path = path(server);
            if (isSection(config, path)) {
                whole = whole.withValue(path, config.getObject(path).withFallback(config.getObject(COMMON)));
            }
        }
        return whole;
    }

    /** @throws ConfigException if {@code server} declares what cannot be */
    static OwnTls of(String server, Config config) {
        String path = path(server);
        if (!config.hasPath(path)) {
            return Word.UNSAID;
        } else if (!isSection(config, path)) {
            return config.getBoolean(path) ? new Section(COMMON) : Word.OFF;
        }
        Set<String> known = config.getObject(COMMON).keySet();
        config.getObject(path).forEach((key, value) -> {
            if (!known.contains(key)) {
                throw unknown(path + "." + key, value, UnknownKeys.nearest(key, known));
            }
        });
        return new Section(path);
    }

    private static boolean isSection(Config config, String path) {
        return config.hasPath(path) && config.getValue(path).valueType() == ConfigValueType.OBJECT;
    }

    private static ConfigException unknown(String key, ConfigValue value, String nearest) {
        return new ConfigException.BadValue(value.origin(), key, "is unknown; did you mean " + nearest + "?");
    }

    private static String path(String server) {
        return ConfigUtil.joinPath("tapio", "node", "servers", server, KEY);
    }

    /** The same plan, with TLS or without it as this says. */
    default ServerPlan applied(ServerPlan plan, ActorSystem<?> system) {
        if (this instanceof Section section) {
            TlsServerSettings settings =
                    TlsServerSettings.from(system.settings().config(), section.path);
            return plan.withTls(TlsServer.create(system, settings));
        }
        return this == Word.OFF ? plan.withoutTls() : plan;
    }

    /** Where the certificates of a server are named; empty if it is not behind TLS, as far as {@code config} knows. */
    default Optional<String> certificates(Config config) {
        String path = this instanceof Section section ? section.path : COMMON;
        if (this == Word.OFF || this == Word.UNSAID && !config.getBoolean("tapio.tcp.server.tls")) {
            return Optional.empty();
        }
        String file = path + ".certificate-file";
        return Optional.of(config.getString(file).isEmpty() ? path + ".sni" : file);
    }
}
