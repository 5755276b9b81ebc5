package io.tapio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushesTest {
    private final List<Reply> received = new ArrayList<>();
    private final Pushes pushes = new Pushes(received::add);

    @Test
    void aReplyIsNoPush() {
        assertThat(pushes.receive(Command.of("GET", "k"), Reply.Bulk.of("v"))).isFalse();
        assertThat(pushes.receive(null, Reply.OK)).isFalse();
        assertThat(received).isEmpty();
    }

    @Test
    void aMessageIsNeverAnAnswer() {
        assertThat(pushes.receive(Command.of("GET", "k"), push("message", "a"))).isTrue();
        assertThat(pushes.receive(Command.of("SUBSCRIBE", "a"), push("message", "a")))
                .isTrue();
        assertThat(received).hasSize(2);
    }

    @Test
    void theLastConfirmationAnswersTheCall() {
        Command both = Command.of("subscribe", "a", "b");

        assertThat(pushes.receive(both, push("subscribe", "a"))).isTrue();
        assertThat(pushes.receive(both, push("message", "a")))
                .as("between the two")
                .isTrue();
        assertThat(pushes.receive(both, push("subscribe", "b"))).isFalse();
        assertThat(received).containsExactly(push("message", "a"));
    }

    @Test
    void leavingAllIsAnsweredByAsManyAsThereWere() {
        Command join = Command.of("PSUBSCRIBE", "a*", "b*");
        pushes.receive(join, push("psubscribe", "a*"));
        pushes.receive(join, push("psubscribe", "b*"));
        Command leave = Command.of("PUNSUBSCRIBE");

        assertThat(pushes.receive(leave, push("punsubscribe", "b*"))).isTrue();
        assertThat(pushes.receive(leave, push("punsubscribe", "a*"))).isFalse();
        assertThat(pushes.receive(leave, push("punsubscribe", "none")))
                .as("where there was none, one comes all the same")
                .isFalse();
    }

    @Test
    void aConfirmationThatNobodyAskedForIsAMessage() {
        assertThat(pushes.receive(Command.of("GET", "k"), push("sunsubscribe", "a")))
                .isTrue();
        assertThat(pushes.receive(null, Reply.Push.of())).isTrue();
        assertThat(received).hasSize(2);
    }

    private static Reply push(String kind, String name) {
        return Reply.Push.of(Reply.Bulk.of(kind), Reply.Bulk.of(name), Reply.ONE);
    }
}
