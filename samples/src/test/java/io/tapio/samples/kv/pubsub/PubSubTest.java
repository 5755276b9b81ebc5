package io.tapio.samples.kv.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.kv.FreshKv;
import io.tapio.samples.kv.Talk;
import org.junit.jupiter.api.Test;

class PubSubTest extends FreshKv {
    private final Talk other = new Talk(kv, time);

    @Test
    void aMessageReachesThoseWhoAreSubscribed() {
        assertThat(say("subscribe news")).isEqualTo(">[\"subscribe\", \"news\", 1]");

        assertThat(other.say("publish news hello")).isEqualTo("1");
        assertThat(other.say("publish olds hello")).isEqualTo("0");

        assertThat(talk.pushed()).containsExactly(">[\"message\", \"news\", \"hello\"]");
    }

    @Test
    void aPatternGetsTheMessagesOfAllChannelsThatMatch() {
        say("psubscribe n*");
        say("subscribe news");

        assertThat(other.say("publish news hi")).isEqualTo("2");

        assertThat(talk.pushed())
                .containsExactly(">[\"message\", \"news\", \"hi\"]", ">[\"pmessage\", \"n*\", \"news\", \"hi\"]");
    }

    @Test
    void eachNameIsConfirmedWithTheCountOfAll() {
        assertThat(say("subscribe a b a"))
                .isEqualTo(">[\"subscribe\", \"a\", 1] >[\"subscribe\", \"b\", 2] >[\"subscribe\", \"a\", 2]");
        assertThat(say("psubscribe p*")).isEqualTo(">[\"psubscribe\", \"p*\", 3]");
        assertThat(say("unsubscribe a x")).isEqualTo(">[\"unsubscribe\", \"a\", 2] >[\"unsubscribe\", \"x\", 2]");
        assertThat(say("unsubscribe")).isEqualTo(">[\"unsubscribe\", \"b\", 1]");
        assertThat(say("unsubscribe")).isEqualTo(">[\"unsubscribe\", nil, 1]");
    }

    @Test
    void aSubscriberOfResp2MayDoLittleElse() {
        say("subscribe a");

        assertThat(say("get k"))
                .isEqualTo("-ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are"
                        + " allowed in this context");
        assertThat(say("ping")).isEqualTo("[\"pong\", \"\"]");
        assertThat(say("ping x")).isEqualTo("[\"pong\", \"x\"]");

        say("unsubscribe a");
        assertThat(say("get k")).isEqualTo("nil");
    }

    @Test
    void aSubscriberOfResp3MayDoAll() {
        say("hello 3");
        say("subscribe a");

        assertThat(say("get k")).isEqualTo("nil");
        assertThat(say("ping")).isEqualTo("PONG");
        assertThat(say("publish a mine")).isEqualTo("1");
        assertThat(talk.pushed()).containsExactly(">[\"message\", \"a\", \"mine\"]");
    }

    @Test
    void shardChannelsAreAWorldOfTheirOwn() {
        say("ssubscribe a");
        other.say("publish a no");

        assertThat(other.say("spublish a yes")).isEqualTo("1");
        assertThat(talk.pushed()).containsExactly(">[\"smessage\", \"a\", \"yes\"]");
        assertThat(other.say("pubsub shardchannels")).isEqualTo("[\"a\"]");
        assertThat(other.say("pubsub shardnumsub a b")).isEqualTo("[\"a\", 1, \"b\", 0]");
    }

    @Test
    void pubsubTellsWhoIsThere() {
        say("subscribe a ab");
        say("psubscribe x* y*");

        assertThat(other.say("pubsub channels")).isEqualTo("[\"a\", \"ab\"]");
        assertThat(other.say("pubsub channels ?b")).isEqualTo("[\"ab\"]");
        assertThat(other.say("pubsub numsub a none")).isEqualTo("[\"a\", 1, \"none\", 0]");
        assertThat(other.say("pubsub numpat")).isEqualTo("2");
    }

    @Test
    void aConnectionThatEndsIsSubscribedToNothing() {
        say("subscribe a");
        say("psubscribe *");
        talk.close();

        assertThat(other.say("publish a x")).isEqualTo("0");
        assertThat(other.say("pubsub channels")).isEqualTo("[]");
        assertThat(other.say("pubsub numpat")).isEqualTo("0");
    }

    @Test
    void resetUnsubscribes() {
        say("subscribe a");
        assertThat(say("reset")).isEqualTo("RESET");
        assertThat(other.say("publish a x")).isEqualTo("0");
        assertThat(say("get k")).isEqualTo("nil");
    }

    @Test
    void subscriptionsAreBounded() {
        String last = "";
        for (int i = 0; i < 1000 && !last.startsWith("-"); i++) {
            last = say("subscribe channel" + i);
        }
        assertThat(last).contains("100000", "tapio.samples.kv.max-client-bytes");
    }
}
