package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.context.Context;
import io.tapio.dispatch.FailurePolicy;
import io.tapio.dispatch.OnFailure;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ServerProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The laws of calls that fail on a server, whatever its way of matching replies with requests. */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
abstract class ServerFailureLaws extends ServerEndLaws {
    private static final Failure FAILED = Failure.at(Where.SERVICE, Processed.MAYBE, "no");

    /**
     * The protocol with a policy for calls that fail; empty, and the laws about them are left out, if it takes none.
     */
    protected Optional<ServerProtocol<String, String>> server(FailurePolicy policy) {
        return Optional.empty();
    }

    final ServerBench bench(Wiring wiring, FailurePolicy policy) {
        return new ServerBench(this, wiring, server(policy).orElseThrow());
    }

    final void onlyIfItTakesPolicies() {
        onlyIf(server(failure -> OnFailure.ANSWER).isPresent(), "policies for calls that fail");
    }

    @Test
    public void aFailedCallHurtsNoOther() {
        onlyIf(features().errors(), "errors");
        List<String> asked = List.of("good", "failed", "thrown", "error", "missing", "null", "none", "better");
        anywhere(wiring -> {
            ServerBench server = new ServerBench(this, wiring, 9, 9, new OpenCalls(), ServerFailureLaws::badAtTimes)
                    .ask(asked.toArray(String[]::new));

            List<Message<String>> heard = new ArrayList<>(server.hear());
            assertThat(heard).hasSize(asked.size());
            for (String request : asked) {
                Message<String> answer = answerTo(asked.indexOf(request), heard);
                if (request.equals("good") || request.equals("better")) {
                    assertThat(ServerBench.reply(answer)).isEqualTo(request);
                } else {
                    assertThat(answer).as(request).isInstanceOf(Message.Error.class);
                }
            }
            server.isOpen();
            server.ask("the best");
            assertThat(server.hearReplies()).containsExactly("the best");
        });
    }

    @SuppressWarnings("NullAway") // a service must not answer null, and one that does must not do harm
    private static CompletionStage<String> badAtTimes(Context context, String request) {
        return switch (request) {
            case "failed" -> CompletableFuture.failedFuture(new IllegalStateException("no"));
            case "thrown" -> throw new IllegalStateException("no");
            case "error" -> throw new StackOverflowError("deep");
            case "missing" -> throw new NoClassDefFoundError("io/tapio/Missing");
            case "null" -> CompletableFuture.completedFuture(null);
            case "none" -> null;
            default -> CompletableFuture.completedFuture(request);
        };
    }

    private Message<String> answerTo(int place, List<Message<String>> heard) {
        return !hasIds()
                ? heard.get(place)
                : heard.stream()
                        .filter(message -> ServerScript.id(message) == place)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no answer has the id " + place + ": " + heard));
    }

    @Test
    public void aFailedCallThatClosesDoesSoBehindTheAnswersThatAreOwed() {
        closes(OnFailure.CLOSE, 0);
    }

    @Test
    public void aFailedCallThatIsAnsweredAndClosesHasTheLastWord() {
        onlyIf(features().errors(), "errors");
        closes(OnFailure.ANSWER_AND_CLOSE, 1);
    }

    private void closes(OnFailure choice, int errors) {
        onlyIfItTakesPolicies();
        onlyIf(features().concurrency() >= 2, "calls that run side by side");
        anywhere(wiring -> {
            ServerBench other = bench(wiring, failure -> choice).ask("unconcerned");
            ServerBench server = bench(wiring, failure -> choice).ask("one", "two");
            List<OpenCalls.Open> calls = server.calls().open();
            calls.get(1).answer().completeExceptionally(FAILED);
            wiring.settle();
            server.ask(7, "behind the end");
            assertThat(server.peer().isAtEnd()).as("ended before the replies").isFalse();
            calls.get(0).reply();

            List<Message<String>> heard = server.hear();
            assertThat(heard).hasSize(1 + errors);
            assertThat(ServerBench.reply(answerTo(0, heard))).isEqualTo(OpenCalls.replyTo("one"));
            server.isOver(Kind.SERVICE_FAILED);
            assertThat(server.calls().total()).isEqualTo(2);

            assertThat(other.hearToTheEnd()).hasSize(1);
            other.isOpen();
        });
    }

    @Test
    public void aFailureMayBeAnsweredWhereAnotherCloses() {
        onlyIfItTakesPolicies();
        onlyIf(features().errors(), "errors");
        anywhere(wiring -> {
            ServerBench server =
                    bench(wiring, failure -> failure.where() == Where.SERVICE ? OnFailure.CLOSE : OnFailure.ANSWER);
            server.ask("late");
            server.calls()
                    .open()
                    .get(0)
                    .answer()
                    .completeExceptionally(Failure.at(Where.TIMEOUT, Processed.NO, "late"));
            assertThat(server.hear()).singleElement().isInstanceOf(Message.Error.class);
            server.isOpen();

            server.ask(7, "broken");
            wiring.settle();
            server.calls().open().get(1).answer().completeExceptionally(FAILED);
            assertThat(server.hear()).isEmpty();
            server.isOver(Kind.SERVICE_FAILED);
        });
    }

    /** To the peer of this connection it is the service that has failed, wherever that has looked for help. */
    @Test
    public void whatFailedBehindTheServiceIsNoFaultOfThePeer() {
        onlyIfItTakesPolicies();
        Failure nonsense =
                Kind.PROTOCOL_FAULT.naming(Failure.at(Where.DECODE, Processed.MAYBE, "a third party spoke nonsense"));
        anywhere(wiring -> {
            ServerBench server = bench(wiring, failure -> OnFailure.CLOSE).ask("one");
            server.calls().open().get(0).answer().completeExceptionally(nonsense);

            assertThat(server.hear()).isEmpty();
            server.isOver(Kind.SERVICE_FAILED);
        });
    }
}
