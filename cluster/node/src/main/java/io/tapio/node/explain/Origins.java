package io.tapio.node.explain;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigOrigin;
import io.tapio.settings.Bound;

/** Where what is in force was set, by the configuration that the server has. */
public record Origins(Config config) {
    private static final String REFERENCE = "reference.conf";

    /** Set in a program, and nowhere else. */
    public static final String CODE = "code";

    String of(Bound bound) {
        String key = bound.key();
        return key != null && bound.in(config).filter(bound::equals).isPresent() ? of(key) : CODE;
    }

    /** Of the value at a key that is there. */
    public String of(String key) {
        ConfigOrigin origin = config.getValue(key).origin();
        String description = origin.description();
        if (description.startsWith(REFERENCE)) {
            return REFERENCE; // a module's own default, and the key tells which module
        } else if (description.startsWith("system properties")) {
            return "system property";
        } else if (description.startsWith("env ")) {
            return "environment";
        }
        return description.replaceFirst(" @ .*(?=: \\d+$)", "");
    }
}
