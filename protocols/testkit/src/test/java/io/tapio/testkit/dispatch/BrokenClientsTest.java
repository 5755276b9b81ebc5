package io.tapio.testkit.dispatch;

import static io.tapio.testkit.dispatch.Mistakes.isCaught;

import io.tapio.codec.Codec;
import io.tapio.connection.CloseReason;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.multiplex.Multiplex;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.words.Words;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;

/** Clients with one mistake each, and the law that finds it. */
class BrokenClientsTest {
    @Test
    void moreCallsThanMayBeInFlight() {
        isCaught(
                new Client(50, session -> session)::noMoreRequestsAreInFlightThanMayAndTheOthersWaitOrAreRefused,
                "expected: BUSY");
    }

    @Test
    void aCallerThatCannotLeave() {
        Client stubborn =
                new Client(0, session -> (context, request) -> session.call(Context.root(context.timer()), request));

        isCaught(stubborn::aCallerThatLeavesLosesItsAnswerAndNothingElse, "[word 0]");
        isCaught(stubborn::aCallerThatLeavesIsToldOfAndItsIdIsInUseUntilItIsAnswered, "[Cancel[id=0]]");
    }

    @Test
    void anAnswerThatIsAnothersOne() {
        CompletableFuture<?>[] last = {CompletableFuture.completedFuture("re word 0")};
        Client confused = new Client(0, session -> (context, request) -> {
            var own = session.call(context, request).toCompletableFuture();
            @SuppressWarnings("unchecked") // only answers are kept
            var before = (CompletableFuture<String>) last[0];
            last[0] = own;
            return request.equals("word 2") ? before.thenCombine(own, (first, second) -> first) : own;
        });

        isCaught(confused::everyCallGetsItsOwnAnswerWhateverHappens, "but was: \"re word");
        isCaught(confused::eachReplyGoesToTheCallWithItsId, "[word 2]");
    }

    @Test
    void aCallThatWasMaybeProcessedAndIsSaidNotToBe() {
        isCaught(
                new Together(session -> (context, request) -> session.call(context, request)
                        .exceptionallyCompose(thrown -> CompletableFuture.failedFuture(
                                Failure.of(thrown).withProcessed(Processed.NO))))
                        ::everyCallEndsAndIsCountedRightlyWhenTheConnectionBreaks,
                "for what is safe to retry");
    }

    @Test
    void aCallThatIsMadeTwice() {
        isCaught(
                new Together(session -> (context, request) ->
                        session.call(context, request).exceptionallyCompose(thrown -> session.call(context, request)))
                        ::everyCallGetsItsOwnAnswer,
                "[calls of the service for one request]");
    }

    @Test
    void aCallThatNeverEnds() {
        isCaught(
                new Together(session -> (context, request) -> {
                    CompletableFuture<String> answer = new CompletableFuture<>();
                    session.call(context, request).thenAccept(answer::complete); // and no failure
                    return answer;
                })::everyCallEndsAndIsCountedRightlyWhenTheServerDrains,
                "to be done");
    }

    private static ClientProtocol<String, String> client(
            int maxInFlight, int maxWaiting, UnaryOperator<Service<String, String>> mistake) {
        ClientProtocol<String, String> good = Multiplex.<String, String>client(Words.framed())
                .withCancels()
                .withSettings(MultiplexSettings.load()
                        .withClientMaxInFlight(maxInFlight)
                        .withClientMaxWaiting(maxWaiting));
        return connection -> good.open(connection)
                .mapMaterializedValue(
                        opened -> opened.thenApply(session -> new Mistaken(mistake.apply(session), session)));
    }

    private record Mistaken(Service<String, String> calls, Session<String, String> life)
            implements Session<String, String> {
        @Override
        public CompletionStage<String> call(Context context, String request) {
            return calls.call(context, request);
        }

        @Override
        public Status status() {
            return life.status();
        }

        @Override
        public CompletionStage<Done> drain(Duration within) {
            return life.drain(within);
        }

        @Override
        public CompletionStage<CloseReason> closed() {
            return life.closed();
        }
    }

    private static final class Client extends MultiplexedClientLaws {
        private final int more;
        private final UnaryOperator<Service<String, String>> mistake;

        Client(int more, UnaryOperator<Service<String, String>> mistake) {
            this.more = more;
            this.mistake = mistake;
        }

        @Override
        protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
            return BrokenClientsTest.client(maxInFlight + more, maxWaiting, mistake);
        }

        @Override
        protected Codec<Message<String>, Message<String>> peer() {
            return Words.framed();
        }

        @Override
        protected Features features() {
            return Features.none().withErrors().withCancels();
        }
    }

    private static final class Together extends TogetherLaws {
        private final UnaryOperator<Service<String, String>> mistake;

        Together(UnaryOperator<Service<String, String>> mistake) {
            this.mistake = mistake;
        }

        @Override
        protected ClientProtocol<String, String> client(int maxInFlight, int maxWaiting) {
            return BrokenClientsTest.client(maxInFlight, maxWaiting, mistake);
        }

        @Override
        protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
            return Multiplex.<String, String>server(Words.framed())
                    .withSettings(MultiplexSettings.load()
                            .withServerMaxInFlight(maxInFlight)
                            .withServerMaxWaiting(maxWaiting));
        }

        @Override
        protected Features features() {
            return Features.none().withErrors().withCancels();
        }
    }
}
