package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import io.tapio.testkit.dispatch.ClientBench.Made;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The laws of a client whose calls have ids, as a test class: extend it for each protocol. */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class MultiplexedClientLaws extends ClientLaws {
    private static final long NOBODYS = 77;

    @Override
    final boolean hasIds() {
        return true;
    }

    /**
     * The protocol with {@code ids} ids and no more, and room for more calls in flight than that; empty if their number
     * cannot be set.
     */
    protected Optional<ClientProtocol<String, String>> clientWithIds(int ids) {
        return Optional.empty();
    }

    @Test
    public void eachReplyGoesToTheCallWithItsId() {
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 3, 4);
            List<Made> calls = client.call(0, 3);
            assertThat(client.asked()).extracting(Message.Request::id).doesNotHaveDuplicates();

            client.reply(2);
            client.asked();
            calls.get(2).isAnswered();
            assertThat(calls.get(0).answer()).isNotDone();
            client.reply(1);
            client.reply(0);
            client.asked();
            calls.forEach(Made::isAnswered);
        });
    }

    @Test
    public void anErrorFailsItsCallAndNoOther() {
        onlyIf(features().errors(), "errors");
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 3, 4);
            List<Made> calls = client.call(0, 3);
            client.asked();
            client.fail(1);
            client.replyToTheEnd();

            assertThat(calls.get(1).failure().where()).isEqualTo(Where.SERVICE);
            calls.get(0).isAnswered();
            calls.get(2).isAnswered();
            assertThat(client.session().status()).isEqualTo(Session.Status.OPEN);
        });
    }

    @Test
    public void aReplyWithAnIdThatNoCallHasIsAFaultOfThePeer() {
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 3, 4);
            Made call = client.call("one");
            client.asked();
            client.talk().say(new Message.Reply<>(NOBODYS, "whose?"));

            assertThat(client.ended().where()).isEqualTo(Where.DECODE);
            assertThat(call.failure().where()).isEqualTo(Where.DECODE);
        });
    }

    @Test
    public void aReplyThatComesTwiceIsAFaultOfThePeer() {
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 3, 4);
            Made call = client.call("one");
            long id = client.asked().get(0).id();
            client.reply(0);
            client.talk().say(new Message.Reply<>(id, "again"));

            assertThat(client.ended().where()).isEqualTo(Where.DECODE);
            call.isAnswered();
        });
    }

    @Test
    public void callsWaitForAnIdWhenAllAreInUse() {
        Optional<ClientProtocol<String, String>> few = clientWithIds(3);
        onlyIf(few.isPresent(), "a number of ids that can be set");
        anywhere(wiring -> {
            ClientBench client = new ClientBench(this, wiring, few.orElseThrow());
            List<Made> calls = client.call(0, 8);
            assertThat(client.asked())
                    .hasSize(3)
                    .extracting(Message.Request::id)
                    .doesNotHaveDuplicates();

            long free = client.asked().get(1).id();
            client.reply(1);
            assertThat(client.words()).containsExactly("word 0", "word 2", "word 3");
            assertThat(client.asked().get(2).id()).isEqualTo(free);
            client.replyToTheEnd();
            calls.forEach(Made::isAnswered);
        });
    }

    @Test
    public void aCallerThatLeavesIsToldOfAndItsIdIsInUseUntilItIsAnswered() {
        onlyIf(features().cancels(), "cancels");
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 1, 4);
            List<Made> calls = client.call(0, 2);
            long id = client.asked().get(0).id();
            calls.get(0).leave();

            assertThat(client.others()).containsExactly(new Message.Cancel<>(id));
            assertThat(client.words()).as("no room before the answer").containsExactly("word 0");
            client.fail(0);
            assertThat(client.words()).containsExactly("word 1");
            client.replyToTheEnd();
            calls.get(1).isAnswered();
        });
    }

    @Test
    public void aReplyThatCrossesACancelIsDropped() {
        onlyIf(features().cancels(), "cancels");
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 3, 4);
            List<Made> calls = client.call(0, 2);
            client.asked();
            client.reply(0);
            calls.get(0).leave();
            client.replyToTheEnd();

            calls.get(1).isAnswered();
            assertThat(client.session().status()).isEqualTo(Session.Status.OPEN);
        });
    }
}
