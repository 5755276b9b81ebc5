package io.tapio.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnTlsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    port = 1                               | off |
                    port = 1                               | on  | tapio.tls.server.certificate-file
                    tls = off                              | on  |
                    tls = on                               | off | tapio.tls.server.certificate-file
                    tls { certificate-file = own.pem }     | off | tapio.node.servers.a b.tls.certificate-file
                    tls { certificate-file = "" }          | on  | tapio.node.servers.a b.tls.sni
                    """)
    void whatIsSaidOfOneServerGoesBeforeWhatIsSaidOfAll(String own, String all, String certificates) {
        Config config = config(own, all);

        assertThat(OwnTls.of("a b", config).certificates(config).map(key -> key.replace("\"", "")))
                .isEqualTo(Optional.ofNullable(certificates));
    }

    @Test
    void whatASectionDoesNotSayIsAsForAll() {
        Config config = config("tls { certificate-file = own.pem }");

        Config tls = config.getConfig("tapio.node.servers.\"a b\".tls");
        assertThat(tls.getString("certificate-file")).isEqualTo("own.pem");
        assertThat(tls.getString("key-file")).isEqualTo("all.key");
        assertThat(tls.getString("engine")).isEqualTo("auto");
    }

    @Test
    void anUnknownKeyIsToldWithTheNearest() {
        assertThatThrownBy(() -> OwnTls.of("a b", config("tls { key-fil = x }")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tls.key-fil")
                .hasMessageContaining("did you mean key-file?");
    }

    private static Config config(String own) {
        return config(own, "off");
    }

    /** The server {@code a b} says {@code own}; all have files, and {@code all} of them are behind TLS or not. */
    private static Config config(String own, String all) {
        return OwnTls.completed(
                ConfigFactory.parseString("""
                        tapio.node.servers."a b" { %s }
                        tapio.tcp.server.tls = %s
                        tapio.tls.server { certificate-file = all.pem, key-file = all.key }
                        """.formatted(own, all)).withFallback(ConfigFactory.load()));
    }
}
