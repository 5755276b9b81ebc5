package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.dispatch.OnFailure;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The laws of a server whose requests have ids, as a test class: extend it for each protocol. */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class MultiplexedServerLaws extends ServerLaws {
    @Override
    final boolean hasIds() {
        return true;
    }

    @Test
    public void aSlowCallHoldsUpNoOther() {
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 3, 1).ask("slow", "fast", "faster");

            server.calls().reply(2);
            assertThat(server.hear()).containsExactly(new Message.Reply<>(2, OpenCalls.replyTo("faster")));
            server.calls().reply(1);
            assertThat(server.hear()).containsExactly(new Message.Reply<>(1, OpenCalls.replyTo("fast")));
            server.calls().reply(0);
            assertThat(server.hear()).containsExactly(new Message.Reply<>(0, OpenCalls.replyTo("slow")));
        });
    }

    @Test
    public void anIdMayBeUsedAgainWhenItsCallIsAnswered() {
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 3, 2);
            for (int i = 0; i < 20; i++) {
                server.ask(5, "word " + i);
                wiring.settle();
                server.calls().reply(0);
                assertThat(server.hear()).containsExactly(new Message.Reply<>(5, OpenCalls.replyTo("word " + i)));
            }
            server.isOpen();
        });
    }

    /** tokio-proto: {@code test_transport_provides_invalid_request_ids}. */
    @Test
    public void aTransportThatProvidesAnInvalidRequestIdEndsItsConnectionBehindTheReplies() {
        anywhere(wiring -> {
            ServerBench other = bench(wiring, 3, 2).ask("unconcerned");
            ServerBench server = bench(wiring, 3, 2).ask("one", "two");
            server.ask(0, "with an id that is in use");
            server.ask(9, "behind it");
            wiring.settle();

            assertThat(server.hearToTheEnd())
                    .containsExactlyInAnyOrder(
                            new Message.Reply<>(0, OpenCalls.replyTo("one")),
                            new Message.Reply<>(1, OpenCalls.replyTo("two")));
            server.isOver(Kind.PROTOCOL_FAULT);
            assertThat(server.calls().total()).isEqualTo(2);
            other.isOpen();
        });
    }

    @Test
    public void aCancelReachesTheServiceAndFreesItsId() {
        onlyIf(features().cancels(), "cancels");
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 3, 2).ask("one", "two");
            OpenCalls.Open one = server.calls().open().get(0);
            server.talk().say(new Message.Cancel<>(0));

            assertThat(server.hear())
                    .singleElement()
                    .satisfies(answer -> assertThat(ServerScript.id(answer)).isZero());
            assertThat(one.context().cancellation().cause().map(Failure::where)).contains(Where.CANCELLED);

            server.ask(0, "the same id");
            wiring.settle();
            one.reply();
            assertThat(server.hear())
                    .as("a late reply to a call that was cancelled")
                    .isEmpty();
            assertThat(server.calls().requests()).containsExactly("one", "two", "the same id");
            server.calls().reply(2);
            assertThat(server.hear()).containsExactly(new Message.Reply<>(0, OpenCalls.replyTo("the same id")));
        });
    }

    @Test
    public void aCallThatIsCancelledWhileItWaitsIsNotMade() {
        onlyIf(features().cancels(), "cancels");
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 1, 3).ask("one", "two", "three");
            server.talk().say(new Message.Cancel<>(1));

            assertThat(server.hear())
                    .singleElement()
                    .satisfies(answer -> assertThat(ServerScript.id(answer)).isOne());
            assertThat(server.hearToTheEnd()).hasSize(2);
            assertThat(server.calls().total()).isEqualTo(2);
        });
    }

    @Test
    public void aCancelOfNothingMeansNothing() {
        onlyIf(features().cancels(), "cancels");
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 3, 2);
            server.talk().say(new Message.Cancel<>(3));
            server.ask("one");
            server.calls().reply(0);
            server.talk().say(new Message.Cancel<>(0));

            assertThat(server.hear()).hasSize(1);
            server.isOpen();
        });
    }

    @Test
    public void aOneWayMessageIsACallThatIsNotAnswered() {
        onlyIf(features().oneWays(), "one-way messages");
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 1, 3);
            server.talk().say(new Message.OneWay<>("note"));
            server.ask("one");
            assertThat(server.calls().requests()).as("it counts as running").containsExactly("note");

            List<Message<String>> heard = server.hearToTheEnd();

            assertThat(heard).containsExactly(new Message.Reply<>(0, OpenCalls.replyTo("one")));
            assertThat(server.calls().total()).isEqualTo(2);
            server.isOpen();
        });
    }

    @Test
    public void whoSaysGoodbyeServesUntilItsClientCloses() {
        onlyIf(features().goodbyes(), "goodbyes");
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 2, 2).ask("one");
            server.drain();
            assertThat(server.hear()).containsExactly(new Message.Goodbye<>());
            server.ask(7, "crossed the goodbye");

            assertThat(server.hearToTheEnd()).hasSize(2).allMatch(Message.Reply.class::isInstance);
            assertThat(server.peer().isAtEnd())
                    .as("the client is the one to close")
                    .isFalse();
            server.peer().end();
            wiring.settle();
            server.isOver(Kind.DRAINED);
        });
    }

    @Test
    public void aCallThatFailsWhenItsCallerHasLeftHurtsNobody() {
        onlyIfItTakesPolicies();
        onlyIf(features().cancels(), "cancels");
        anywhere(wiring -> {
            ServerBench server = bench(wiring, failure -> OnFailure.CLOSE).ask("one");
            server.talk().say(new Message.Cancel<>(0));
            wiring.settle();
            server.calls().open().get(0).fail();

            assertThat(server.hear()).as("the answer to the cancel").hasSize(1);
            server.isOpen();
        });
    }

    @Test
    public void aOneWayMessageThatFailsClosesAsACallDoes() {
        onlyIfItTakesPolicies();
        onlyIf(features().oneWays(), "one-way messages");
        anywhere(wiring -> {
            ServerBench server = bench(wiring, failure -> OnFailure.ANSWER_AND_CLOSE);
            server.talk().say(new Message.OneWay<>("note"));
            wiring.settle();
            server.calls().open().get(0).fail();

            assertThat(server.hear()).isEmpty();
            server.isOver(Kind.SERVICE_FAILED);
        });
    }
}
