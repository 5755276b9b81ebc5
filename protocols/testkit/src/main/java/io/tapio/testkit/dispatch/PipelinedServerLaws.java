package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.dispatch.OnFailure;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The laws of a server that answers in the order of the requests, as a test class: extend it for each protocol. */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class PipelinedServerLaws extends ServerLaws {
    @Override
    final boolean hasIds() {
        return false;
    }

    private void onlyIfCallsRunSideBySide() {
        onlyIf(features().concurrency() >= 3, "calls that run side by side");
    }

    @Test
    public void repliesKeepTheOrderOfTheirRequests() {
        onlyIfCallsRunSideBySide();
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 3, 0).ask("one", "two", "three");
            assertThat(server.calls().requests()).containsExactly("one", "two", "three");

            server.calls().reply(2);
            server.calls().reply(1);
            assertThat(server.hear()).isEmpty();
            server.calls().reply(0);

            assertThat(server.hearReplies()).containsExactly(ServerBench.repliesTo("one", "two", "three"));
        });
    }

    @Test
    public void anErrorKeepsItsPlace() {
        onlyIf(features().errors(), "errors");
        onlyIfCallsRunSideBySide();
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 3, 0).ask("one", "two", "three");
            server.calls().open().get(1).fail();
            assertThat(server.hear()).isEmpty();
            server.calls().replyToAll();

            List<Message<String>> heard = server.hear();
            assertThat(heard).hasSize(3);
            assertThat(ServerBench.reply(heard.get(0))).isEqualTo(OpenCalls.replyTo("one"));
            assertThat(heard.get(1)).isInstanceOf(Message.Error.class);
            assertThat(ServerBench.reply(heard.get(2))).isEqualTo(OpenCalls.replyTo("three"));
        });
    }

    @Test
    public void withoutErrorsAFailedCallEndsItsConnectionBehindTheRepliesBefore() {
        onlyIf(!features().errors(), "no errors");
        onlyIfCallsRunSideBySide();
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 3, 0).ask("one", "two", "three");
            server.calls().open().get(1).fail();
            assertThat(server.hear()).isEmpty();
            server.calls().replyToAll();

            assertThat(server.hearReplies()).containsExactly(ServerBench.repliesTo("one"));
            server.isOver(Kind.SERVICE_FAILED);
        });
    }

    @Test
    public void callsBehindOneThatClosesAreCancelledWithTheConnection() {
        onlyIfItTakesPolicies();
        onlyIfCallsRunSideBySide();
        anywhere(wiring -> {
            ServerBench server = bench(wiring, failure -> OnFailure.CLOSE).ask("one", "two", "three");
            List<OpenCalls.Open> calls = server.calls().open();
            calls.get(1).fail();
            wiring.settle();
            assertThat(calls.get(2).context().cancellation().isCancelled()).isFalse();
            calls.get(0).reply();

            assertThat(server.hearReplies()).containsExactly(OpenCalls.replyTo("one"));
            server.isOver(Kind.SERVICE_FAILED);
            assertThat(calls.get(2).context().cancellation().cause().map(Failure::where))
                    .contains(Where.CLOSED);
        });
    }
}
