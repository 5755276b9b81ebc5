package io.tapio.samples.kv.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.redis.Command;
import io.tapio.samples.kv.FreshKv;
import io.tapio.samples.kv.Talk;
import org.junit.jupiter.api.Test;

class ConnectionsTest extends FreshKv {
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
    void helloChoosesTheVersionAndTellsWhoIsHere() {
        String answer = "{\"server\": \"redis\", \"version\": \"7.0.15\", \"proto\": %d, \"id\": 1, \"mode\":"
                + " \"standalone\", \"role\": \"master\", \"modules\": []}";

        assertThat(say("HELLO")).isEqualTo(answer.formatted(2));
        assertThat(say("HELLO 3")).isEqualTo(answer.formatted(3));
        assertThat(say("HELLO")).isEqualTo(answer.formatted(3));
        assertThat(say("RESET")).isEqualTo("RESET");
        assertThat(say("HELLO")).isEqualTo(answer.formatted(2));
        assertThat(say("HELLO 4")).isEqualTo("-NOPROTO unsupported protocol version");
        assertThat(say("HELLO x")).isEqualTo("-ERR Protocol version is not an integer or out of range");
    }

    @Test
    void helloTakesOptions() {
        assertThat(say("HELLO 2 SETNAME me")).startsWith("{");
        assertThat(say("CLIENT GETNAME")).isEqualTo("\"me\"");
        assertThat(say("HELLO 2 nonsense")).isEqualTo("-ERR Syntax error in HELLO option 'nonsense'");
    }

    @Test
    void clientListTellsWhatEachIsDoing() {
        Talk subscriber = new Talk(kv, time);
        subscriber.say("HELLO 3");
        subscriber.say("SUBSCRIBE a b");
        subscriber.say("PSUBSCRIBE c*");
        say("WATCH k");
        subscriber.say("SET k v");
        say("MULTI");
        say("GET k");

        assertThat(subscriber.say("CLIENT LIST ID 1"))
                .contains(" flags=xd db=0 sub=0 psub=0 ssub=0 multi=1 ", " resp=2 ");
        assertThat(subscriber.say("CLIENT INFO")).contains(" flags=P db=0 sub=2 psub=1 ssub=0 multi=-1 ", " resp=3 ");
        assertThat(subscriber.say("CLIENT LIST TYPE pubsub")).contains("id=2 ").doesNotContain("id=1 ");
        assertThat(subscriber.say("CLIENT LIST TYPE normal")).contains("id=1 ").doesNotContain("id=2 ");
    }
}
