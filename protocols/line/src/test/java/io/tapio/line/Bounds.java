package io.tapio.line;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;

/** The configuration of clients within bounds. */
final class Bounds {
    private Bounds() {}

    static Config ofClient(int maxInFlight, int maxWaiting) {
        return ConfigFactory.parseMap(Map.of(
                        "tapio.pipeline.client.max-in-flight", maxInFlight,
                        "tapio.pipeline.client.max-waiting", maxWaiting,
                        "tapio.multiplex.client.max-in-flight", maxInFlight,
                        "tapio.multiplex.client.max-waiting", maxWaiting))
                .withFallback(ConfigFactory.load());
    }
}
