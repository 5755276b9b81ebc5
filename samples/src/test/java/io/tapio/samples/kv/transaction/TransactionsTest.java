package io.tapio.samples.kv.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.kv.FreshKv;
import io.tapio.samples.kv.Talk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionsTest extends FreshKv {
    private final Talk other = new Talk(kv, time);

    @Test
    void whatIsQueuedRunsAtExecAndIsAnsweredThere() {
        assertThat(say("multi")).isEqualTo("OK");
        assertThat(say("set k 1")).isEqualTo("QUEUED");
        assertThat(say("incr k")).isEqualTo("QUEUED");
        assertThat(other.say("get k")).isEqualTo("nil");

        assertThat(say("exec")).isEqualTo("[OK, 2]");
        assertThat(other.say("get k")).isEqualTo("\"2\"");
        assertThat(say("get k")).isEqualTo("\"2\"");
    }

    @Test
    void aCommandThatFailsTakesNothingBackAndStopsNone() {
        say("multi");
        say("set k text");
        say("incr k");
        say("set after 1");

        assertThat(say("exec")).isEqualTo("[OK, -ERR value is not an integer or out of range, OK]");
        assertThat(say("get after")).isEqualTo("\"1\"");
    }

    @Test
    void aCommandThatIsRefusedWhenItIsQueuedSpoilsTheTransaction() {
        say("multi");
        say("set k 1");
        assertThat(say("nonsense")).startsWith("-ERR unknown command");
        assertThat(say("get")).startsWith("-ERR wrong number of arguments");

        assertThat(say("exec")).isEqualTo("-EXECABORT Transaction discarded because of previous errors.");
        assertThat(say("get k")).isEqualTo("nil");
        assertThat(say("exec")).isEqualTo("-ERR EXEC without MULTI");
    }

    @Test
    void discardForgetsWhatWasQueuedAndWatched() {
        say("watch k");
        say("multi");
        say("set k 1");
        other.say("set k 2");
        assertThat(say("discard")).isEqualTo("OK");

        say("multi");
        say("get k");
        assertThat(say("exec")).isEqualTo("[\"2\"]");
        assertThat(say("discard")).isEqualTo("-ERR DISCARD without MULTI");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set k 2",
                "del k",
                "append k x",
                "expire k 100",
                "rename k k2",
                "flushdb",
                "flushall",
                "getdel k",
                "copy k2 k replace",
                "expire k -1",
                "setrange k 0 z"
            })
    void aWatchedKeyThatAnyoneTouchesStopsExec(String command) {
        say("set k 1");
        say("set k2 1");
        say("watch k");
        other.say(command);
        say("multi");
        say("set k mine");

        assertThat(say("exec")).isEqualTo("nil");
        assertThat(say("get k")).isNotEqualTo("\"mine\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get k", "set k2 1", "del none", "persist k", "setnx k 2", "select 1"})
    void aWatchedKeyThatNobodyTouchesStopsNothing(String command) {
        say("set k 1");
        say("watch k");
        other.say(command);
        say("multi");
        say("set k mine");

        assertThat(say("exec")).isEqualTo("[OK]");
    }

    @Test
    void aWatchedKeyThatExpiresStopsExec() {
        say("set k 1 px 100");
        say("watch k");
        time.passUnnoticed(Duration.ofMillis(101));
        say("multi");
        say("ping");

        assertThat(say("exec")).isEqualTo("nil");
    }

    @Test
    void whatIsWatchedIsWatchedUntilExecOnly() {
        say("watch k");
        say("multi");
        say("exec");
        other.say("set k 1");
        say("multi");
        say("ping");
        assertThat(say("exec")).isEqualTo("[PONG]");

        say("watch k");
        other.say("set k 2");
        say("unwatch");
        say("multi");
        say("ping");
        assertThat(say("exec")).isEqualTo("[PONG]");
    }

    @Test
    void theKeyOfAnotherDatabaseIsAnotherKey() {
        say("watch k");
        other.say("select 1");
        other.say("set k 1");
        say("multi");
        say("ping");

        assertThat(say("exec")).isEqualTo("[PONG]");
    }

    @Test
    void neitherMultiNorWatchGoesInsideMulti() {
        say("multi");

        assertThat(say("multi")).isEqualTo("-ERR MULTI calls can not be nested");
        assertThat(say("watch k")).isEqualTo("-ERR WATCH inside MULTI is not allowed");
        assertThat(say("exec")).isEqualTo("[]");
    }

    @Test
    void aTransactionThatIsTooLargeIsRefusedWithBothNumbersAndTheKey() {
        say("multi");
        String large = "x".repeat(60_000);
        assertThat(say("set a " + large)).isEqualTo("QUEUED");
        assertThat(say("set b " + large)).contains("120", "100000", "tapio.samples.kv.max-client-bytes");
        assertThat(say("exec")).startsWith("-EXECABORT");

        say("multi");
        assertThat(say("set a " + large)).as("what was discarded takes no room").isEqualTo("QUEUED");
    }

    @Test
    void aConnectionThatEndsWatchesNothingAnyMore() {
        for (int i = 0; i < 1000; i++) {
            Talk passing = new Talk(kv, time);
            passing.say("watch k");
            passing.close();
        }
        say("watch k");
        other.say("set k 1");
        say("multi");
        assertThat(say("exec")).isEqualTo("nil");
    }

    @Test
    void nobodySeesATransactionHalfDone() throws Exception {
        say("mset a 1000 b 1000");
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            threads.add(new Thread(() -> {
                Talk mover = new Talk(kv, time);
                for (int i = 0; i < 2000; i++) {
                    mover.say("multi");
                    mover.say("decr a");
                    mover.say("incr b");
                    mover.say("exec");
                }
            }));
        }
        threads.forEach(Thread::start);

        boolean moving = true;
        while (moving) {
            moving = threads.stream().anyMatch(Thread::isAlive);
            String[] both = say("mget a b").replaceAll("[^-0-9,]", "").split(",");
            assertThat(Integer.parseInt(both[0]) + Integer.parseInt(both[1])).isEqualTo(2000);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(say("mget a b")).isEqualTo("[\"-5000\", \"7000\"]");
    }
}
