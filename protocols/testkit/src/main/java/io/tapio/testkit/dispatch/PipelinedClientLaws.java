package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure.Where;
import io.tapio.testkit.dispatch.ClientBench.Made;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The laws of a client whose replies have the order of its calls, as a test class: extend it for each protocol. */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class PipelinedClientLaws extends ClientLaws {
    @Override
    final boolean hasIds() {
        return false;
    }

    @Test
    public void eachReplyGoesToTheOldestCall() {
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 3, 4);
            List<Made> calls = client.call(0, 3);
            assertThat(client.words()).containsExactly("word 0", "word 1", "word 2");

            client.reply(0);
            client.reply(0);
            client.asked();

            calls.subList(0, 2).forEach(Made::isAnswered);
            assertThat(calls.get(2).answer()).isNotDone();
        });
    }

    @Test
    public void oneReplyTooManyIsAFaultOfThePeerAndTakesNothingFromTheOthers() {
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 3, 4);
            Made call = client.call("one");
            client.asked();
            client.reply(0);
            client.talk().say(new Message.Reply<>(0, "and another"));

            assertThat(client.ended().where()).isEqualTo(Where.DECODE);
            call.isAnswered();
        });
    }

    @Test
    public void theReplyToACallThatWasLeftIsNotTakenForAnother() {
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 3, 4);
            List<Made> calls = client.call(0, 3);
            client.asked();
            calls.get(1).leave();
            client.replyToTheEnd();

            calls.get(0).isAnswered();
            calls.get(2).isAnswered();
        });
    }
}
