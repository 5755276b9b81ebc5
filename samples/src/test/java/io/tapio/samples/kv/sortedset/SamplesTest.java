package io.tapio.samples.kv.sortedset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.FreshKv;
import io.tapio.samples.kv.Talk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SamplesTest extends FreshKv {
    @Test
    void aWalkMeetsEveryMemberThatIsThereAllTheTime() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<String> stays = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            say("ZADD z " + i + " stays" + i);
            say("ZADD z " + i + " goes" + i);
            stays.add("stays" + i);
        }
        Set<String> met = new HashSet<>();
        String cursor = "0";
        do {
            List<Reply> reply = items(talk.send(Command.of("ZSCAN", "z", cursor, "COUNT", "7")));
            cursor = ((Reply.Bulk) reply.get(0)).text();
            List<Reply> part = items(reply.get(1));
            for (int i = 0; i < part.size(); i += 2) {
                met.add(((Reply.Bulk) part.get(i)).text());
            }
            say("ZREM z goes" + random.nextInt(500));
            say("ZADD z 3 comes" + random.nextInt(500));
            say("ZADD z " + random.nextInt(1000) + " stays" + random.nextInt(500));
        } while (!cursor.equals("0"));

        assertThat(met).as("seed %d", seed).containsAll(stays);
    }

    @Test
    void aSmallSetIsScannedAtOnceAndInOrder() {
        say("ZADD z 3 c 1 a 2 b");

        assertThat(say("ZSCAN z 0 COUNT 1")).isEqualTo("[\"0\", [\"a\", \"1\", \"b\", \"2\", \"c\", \"3\"]]");
        assertThat(say("ZSCAN z 0 MATCH [bc]")).isEqualTo("[\"0\", [\"b\", \"2\", \"c\", \"3\"]]");
        assertThat(say("ZSCAN none 0")).isEqualTo("[\"0\", []]");
    }

    @Test
    void membersAreDrawnOnceOrAgainAndAgain() {
        say("ZADD z 1 a 2 b 3 c");

        assertThat(new HashSet<>(drawn("2"))).hasSize(2);
        assertThat(drawn("10")).hasSize(3).doesNotHaveDuplicates();
        assertThat(drawn("-10")).hasSize(10);
        assertThat(say("ZRANDMEMBER z 0")).isEqualTo("[]");
        assertThat(say("ZRANDMEMBER none")).isEqualTo("nil");
        assertThat(say("ZRANDMEMBER none -5 WITHSCORES")).isEqualTo("[]");
        assertThat(say("ZRANDMEMBER z")).isIn("\"a\"", "\"b\"", "\"c\"");
    }

    @Test
    void drawnMembersHaveTheirOwnScores() {
        say("ZADD z 1 a 2 b 3 c");
        List<String> drawn = drawn("-100", "WITHSCORES");

        assertThat(drawn).hasSize(200);
        Map<String, String> scores = new HashMap<>();
        for (int i = 0; i < drawn.size(); i += 2) {
            scores.put(drawn.get(i), drawn.get(i + 1));
        }
        assertThat(scores).isEqualTo(Map.of("\"a\"", "1.0", "\"b\"", "2.0", "\"c\"", "3.0"));
    }

    private List<String> drawn(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "z";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return items(talk.send(Command.of("ZRANDMEMBER", arguments))).stream()
                .map(Talk::text)
                .toList();
    }

    private static List<Reply> items(Reply reply) {
        return ((Reply.Array) reply).items();
    }
}
