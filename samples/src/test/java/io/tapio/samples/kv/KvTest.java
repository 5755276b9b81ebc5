package io.tapio.samples.kv;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.redis.Command;
import io.tapio.samples.kv.command.Spec;
import org.junit.jupiter.api.Test;

class KvTest extends FreshKv {
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
    void memoryHasALimit() {
        Kv small = Kv.create(new KvSettings(10_000, 1000, 1000), time, time);
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
