package io.tapio.samples.kv.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.FreshKv;
import org.junit.jupiter.api.Test;

class ServerCommandsTest extends FreshKv {
    @Test
    void theTableOfCommandsDescribesItself() {
        String count = say("COMMAND COUNT");

        assertThat(Integer.parseInt(count)).isGreaterThan(50);
        assertThat(((Reply.Array) talk.send(Command.of("COMMAND"))).items()).hasSize(Integer.parseInt(count));
        assertThat(say("COMMAND INFO get none"))
                .isEqualTo("[[\"get\", 2, {readonly, fast}, 1, 1, 1, {@read, @string, @fast}, {}, {}, {}], nil]");
        assertThat(say("COMMAND DOCS get none")).isEqualTo("{\"get\": {\"group\": \"string\"}}");
        assertThat(say("COMMAND INFO client|id")).startsWith("[[\"client|id\", 2, ");
        assertThat(say("COMMAND LIST")).contains("\"get\"");
        assertThat(say("CLIENT HELP")).startsWith("[CLIENT <subcommand>").contains("SETNAME");
    }

    @Test
    void infoHasSections() {
        say("SET k v EX 10");

        assertThat(say("INFO")).contains("# Server\r\n", "redis_version:7.0.15\r\n", "db0:keys=1,expires=1,avg_ttl=0");
        assertThat(say("INFO clients")).isEqualTo("\"# Clients\r\nconnected_clients:1\r\n\"");
        assertThat(say("INFO clients replication")).contains("connected_clients:1\r\n\r\n# Replication");
        assertThat(say("INFO none")).isEqualTo("\"\"");
    }

    @Test
    void configurationIsReadAndNotWritten() {
        assertThat(say("CONFIG GET save")).isEqualTo("{\"save\": \"\"}");
        assertThat(say("CONFIG GET append*")).isEqualTo("{\"appendonly\": \"no\"}");
        assertThat(say("CONFIG GET none")).isEqualTo("{}");
        assertThat(say("CONFIG SET maxmemory 1"))
                .isEqualTo("-ERR CONFIG SET failed (possibly related to argument 'maxmemory')"
                        + " - can't set immutable config");
        assertThat(say("CONFIG SET none 1"))
                .isEqualTo("-ERR Unknown option or number of arguments for CONFIG SET - 'none'");
    }

    @Test
    void timeIsTheClocks() {
        assertThat(say("TIME")).isEqualTo("[\"" + time.instant().getEpochSecond() + "\", \"0\"]");
    }
}
