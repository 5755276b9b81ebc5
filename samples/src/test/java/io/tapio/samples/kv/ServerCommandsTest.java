package io.tapio.samples.kv;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import org.junit.jupiter.api.Test;

class ServerCommandsTest extends FreshKv {
    @Test
    void aConnectionIsTestedAndNamed() {
        assertThat(say("PING")).isEqualTo("PONG");
        assertThat(say("PING hi")).isEqualTo("\"hi\"");
        assertThat(say("PING a b")).isEqualTo("-ERR wrong number of arguments for 'ping' command");
        assertThat(say("ECHO hi")).isEqualTo("\"hi\"");
        assertThat(say("CLIENT ID")).isEqualTo("1");
        assertThat(say("CLIENT GETNAME")).isEqualTo("nil");
        assertThat(say("CLIENT SETNAME worker")).isEqualTo("OK");
        assertThat(say("CLIENT GETNAME")).isEqualTo("\"worker\"");
        assertThat(Talk.text(talk.send(Command.of("CLIENT", "SETNAME", "a b"))))
                .isEqualTo("-ERR Client names cannot contain spaces, newlines or special characters.");
        assertThat(say("CLIENT SETINFO LIB-NAME jedis")).isEqualTo("OK");
        assertThat(say("CLIENT INFO")).contains("id=1 ", " name=worker ", " db=0 ", "lib-name=jedis");
        assertThat(say("RESET")).isEqualTo("RESET");
        assertThat(say("CLIENT GETNAME")).isEqualTo("nil");
        assertThat(say("QUIT")).isEqualTo("OK");
    }

    @Test
    void eachConnectionHasItsOwnDatabaseAndAllShareTheData() {
        Talk other = new Talk(kv, time);
        say("SELECT 5");
        say("SET k v");

        assertThat(other.say("GET k")).isEqualTo("nil");
        assertThat(other.say("SELECT 5")).isEqualTo("OK");
        assertThat(other.say("GET k")).isEqualTo("\"v\"");
        assertThat(say("SELECT 16")).isEqualTo("-ERR DB index is out of range");
        assertThat(say("SELECT x")).isEqualTo("-ERR value is not an integer or out of range");
    }

    @Test
    void aConnectionThatEndsLeavesTheList() {
        Talk other = new Talk(kv, time);
        assertThat(say("CLIENT LIST")).contains("id=1 ", "id=2 ");
        other.close();

        assertThat(say("CLIENT LIST")).contains("id=1 ").doesNotContain("id=2 ");
        assertThat(say("CLIENT LIST ID 1 2")).contains("id=1 ").doesNotContain("id=2 ");
    }

    @Test
    void aClientMayAskForSilence() {
        assertThat(say("CLIENT REPLY SKIP")).isEmpty();
        assertThat(say("SET k v")).isEmpty();
        assertThat(say("GET k")).isEqualTo("\"v\"");
        assertThat(say("CLIENT REPLY OFF")).isEmpty();
        assertThat(say("SET k w")).isEmpty();
        assertThat(say("CLIENT REPLY SKIP")).isEmpty();
        assertThat(say("PING")).isEmpty();
        assertThat(say("CLIENT REPLY ON")).isEqualTo("OK");
        assertThat(say("GET k")).isEqualTo("\"w\"");
    }

    @Test
    void helloSpeaksVersionTwoOnly() {
        assertThat(say("HELLO 2"))
                .isEqualTo("[\"server\", \"redis\", \"version\", \"7.0.15\", \"proto\", 2, \"id\", 1, \"mode\","
                        + " \"standalone\", \"role\", \"master\", \"modules\", []]");
        assertThat(say("HELLO 3")).isEqualTo("-NOPROTO unsupported protocol version");
        assertThat(say("HELLO x")).isEqualTo("-ERR Protocol version is not an integer or out of range");
        assertThat(say("HELLO 2 SETNAME me")).startsWith("[");
        assertThat(say("CLIENT GETNAME")).isEqualTo("\"me\"");
        assertThat(say("HELLO 2 nonsense")).isEqualTo("-ERR Syntax error in HELLO option 'nonsense'");
    }

    @Test
    void whatIsUnknownIsAnsweredAsInRedis() {
        assertThat(say("FOO a b")).isEqualTo("-ERR unknown command 'FOO', with args beginning with: 'a' 'b' ");
        assertThat(say("FOO " + "x".repeat(200)))
                .isEqualTo("-ERR unknown command 'FOO', with args beginning with: '" + "x".repeat(128) + "' ");
        assertThat(say("CLIENT FOO")).isEqualTo("-ERR unknown subcommand 'FOO'. Try CLIENT HELP.");
        assertThat(say("CLIENT")).isEqualTo("-ERR wrong number of arguments for 'client' command");
        assertThat(say("CLIENT SETNAME")).isEqualTo("-ERR wrong number of arguments for 'client|setname' command");
        assertThat(say("GET")).isEqualTo("-ERR wrong number of arguments for 'get' command");
        assertThat(say("GET a b")).isEqualTo("-ERR wrong number of arguments for 'get' command");
    }

    @Test
    void theTableOfCommandsDescribesItself() {
        String count = Integer.toString(Commands.TABLE.entries().size());

        assertThat(say("COMMAND COUNT")).isEqualTo(count);
        assertThat(((Reply.Array) talk.send(Command.of("COMMAND"))).items()).hasSize(Integer.parseInt(count));
        assertThat(say("COMMAND INFO get none"))
                .isEqualTo("[[\"get\", 2, [readonly, fast], 1, 1, 1, [@read, @string, @fast], [], [], []], nil]");
        assertThat(say("COMMAND DOCS get none")).isEqualTo("[\"get\", [\"group\", \"string\"]]");
        assertThat(say("COMMAND INFO client|id")).startsWith("[[\"client|id\", 2, ");
        assertThat(say("COMMAND LIST")).contains("\"get\"");
        assertThat(say("CLIENT HELP")).startsWith("[CLIENT <subcommand>").contains("SETNAME");
    }

    @Test
    void everyCommandAnswersWhateverItsArguments() {
        for (Spec spec : Commands.TABLE.entries()) {
            for (int count = 0; count < 5; count++) {
                String[] arguments = "1 1 1 1".split(" ", count);
                assertThat(talk.send(Command.of(spec.name(), count == 0 ? new String[0] : arguments)))
                        .as(spec.name())
                        .isNotNull();
            }
        }
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
        assertThat(say("CONFIG GET save")).isEqualTo("[\"save\", \"\"]");
        assertThat(say("CONFIG GET append*")).isEqualTo("[\"appendonly\", \"no\"]");
        assertThat(say("CONFIG GET none")).isEqualTo("[]");
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

    @Test
    void memoryHasALimit() {
        Kv small = Kv.create(new KvSettings(10_000, 1000), time, time);
        Talk talk = new Talk(small, time);
        int keys = 0;
        while (talk.say("SET key" + keys + " " + "x".repeat(100)).equals("OK")) {
            keys++;
        }

        assertThat(keys).isBetween(30, 35);
        assertThat(talk.say("SET k v")).isEqualTo("-OOM command not allowed when used memory > 'maxmemory'.");
        assertThat(talk.say("GET key0")).startsWith("\"x");
        assertThat(talk.say("EXPIRE key1 10")).isEqualTo("1");
        assertThat(talk.say("DEL key0")).isEqualTo("1");
        assertThat(talk.say("SET k v")).isEqualTo("OK");
    }
}
