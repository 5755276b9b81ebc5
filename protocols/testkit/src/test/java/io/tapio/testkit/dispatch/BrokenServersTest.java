package io.tapio.testkit.dispatch;

import static io.tapio.testkit.dispatch.Mistakes.isCaught;

import io.tapio.codec.Codec;
import io.tapio.codec.CodecSettings;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.multiplex.Multiplex;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.framing.Framing;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.testkit.words.Words;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;

/** Servers with one mistake each, and the law that finds it. */
class BrokenServersTest {
    private static final Codec<String, String> LINES = Framing.lines(500);
    private static final CodecSettings BOUNDS = CodecSettings.load();

    @Test
    void repliesInTheOrderInWhichTheyAreReady() {
        var unordered = pipelined((width, wrapped) -> Flow.<String>create().mapAsyncUnordered(width, wrapped::apply));

        isCaught(unordered::repliesKeepTheOrderOfTheirRequests, "Expecting empty");
        isCaught(unordered::everyRequestGetsItsOwnReplyWhateverHappens, "and with none less: [ASK");
    }

    @Test
    void moreCallsThanMayRun() {
        var many = pipelined((width, wrapped) -> Flow.<String>create().mapAsync(width + 1, wrapped::apply));

        isCaught(many::noMoreCallsRunThanMayAndTheOthersFollow, "but was: 4");
    }

    @Test
    void aFailedCallThatEndsItsConnection() {
        var fragile = pipelined((width, wrapped) -> Flow.<String>create().mapAsync(width, wrapped::apply));

        isCaught(fragile::aFailedCallHurtsNoOther, "Expected size: 8");
        isCaught(fragile::anErrorKeepsItsPlace, "Expected size: 3 but was: 0");
    }

    @Test
    void requestsThatAreReadWhileNoCallMayRun() {
        var greedy = pipelined((width, wrapped) -> Flow.<String>create()
                .buffer(1_000_000, OverflowStrategy.backpressure())
                .mapAsync(width, wrapped::apply));

        isCaught(greedy::aServiceThatWouldBlockStopsTheReadingAndLosesNothing, "[bytes that are not taken]");
    }

    @Test
    void repliesThatAreKeptForAPeerThatDoesNotReadThem() {
        var patient = pipelined((width, wrapped) -> Flow.<String>create()
                .mapAsync(width, wrapped::apply)
                .buffer(1_000_000, OverflowStrategy.backpressure()));

        isCaught(patient::aPeerThatDoesNotReadStopsTheCallsAndTheReading, "[calls whose replies nobody takes]");
    }

    @Test
    void anEndThatTakesTheAnswersWithIt() {
        var hasty = pipelined((width, wrapped) -> Flow.<String, String, NotUsed>fromMaterializer(
                        (materializer, attributes) -> {
                            var replies = Source.<String>queue(100).preMaterialize(materializer);
                            Sink<String, ?> calls = Sink.foreach(
                                    request -> wrapped.apply(request).thenAccept(replies.first()::offer));
                            return Flow.fromSinkAndSourceCoupled(calls, replies.second());
                        })
                .mapMaterializedValue(later -> NotUsed.getInstance()));

        isCaught(hasty::aHalfClosedPeerStillGetsItsAnswers, "Expected size: 7 but was: 0");
        isCaught(hasty::whatWasReadIsAnsweredWhenTheServerDrains, "Expected size: 1 but was: 0");
    }

    @Test
    void aReplyToAnotherRequest() {
        var confused = new Pipelined(filtered(
                good(3),
                service -> (context, request) -> service.call(context, request.equals("word 2") ? "word 1" : request)));

        isCaught(confused::everyRequestGetsItsOwnReplyWhateverHappens, "but was: \"re word 1\"");
    }

    @Test
    void aCallThatIsForgottenNowAndThen() {
        AtomicInteger calls = new AtomicInteger();
        var leaking = new Pipelined(filtered(
                good(8),
                service -> (context, request) -> calls.incrementAndGet() % 2000 == 0
                        ? new CompletableFuture<>()
                        : service.call(context, request)));

        isCaught(leaking::nothingIsLeftOfManyCalls, "Expected size: 10 but was: 9");
    }

    @Test
    void aCancelThatIsNotHandedOn() {
        var deaf = new Multiplexed(filtered(
                Multiplex.<String, String>server(Words.framed())
                        .withSettings(MultiplexSettings.load().withServerMaxInFlight(3)),
                service -> (context, request) -> service.call(Context.root(context.timer()), request)));

        isCaught(deaf::aCancelReachesTheServiceAndFreesItsId, "but was empty");
        isCaught(deaf::callsUnderWayAreCancelledWhenTheConnectionBreaks, "but was empty");
    }

    @Test
    void anIdThatMayBeUsedTwice() {
        var forgiving = new Multiplexed((connection, service) -> Words.framed()
                .decoding(BOUNDS)
                .<Message<String>>mapAsyncUnordered(3, message -> {
                    var request = (Message.Request<String>) message;
                    return service.call(Context.root(), request.body())
                            .thenApply(reply -> new Message.Reply<>(request.id(), reply));
                })
                .via(Words.framed().encoding(BOUNDS)));

        isCaught(
                forgiving::aTransportThatProvidesAnInvalidRequestIdEndsItsConnectionBehindTheReplies,
                "re with an id that is in use");
    }

    private static ServerProtocol<String, String> good(int maxInFlight) {
        return Pipeline.server(LINES, failure -> "error: " + failure.getMessage())
                .withSettings(PipelineSettings.load().withServerMaxInFlight(maxInFlight));
    }

    private static ServerProtocol<String, String> filtered(
            ServerProtocol<String, String> protocol, UnaryOperator<Service<String, String>> filter) {
        return (connection, service) -> protocol.serve(connection, filter.apply(service));
    }

    /** A dispatch made of Pekko's own stages. */
    private static Pipelined pipelined(
            BiFunction<Integer, Function<String, CompletionStage<String>>, Flow<String, String, NotUsed>> dispatch) {
        return new Pipelined((connection, service) -> LINES.decoding(BOUNDS)
                .via(dispatch.apply(3, request -> service.call(Context.root(), request)))
                .via(LINES.encoding(BOUNDS)));
    }

    private static final class Pipelined extends PipelinedServerLaws {
        private final ServerProtocol<String, String> protocol;

        Pipelined(ServerProtocol<String, String> protocol) {
            this.protocol = protocol;
        }

        @Override
        protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
            return protocol;
        }

        @Override
        protected Codec<Message<String>, Message<String>> peer() {
            return Peers.ofServer(LINES, reply -> reply.startsWith("error: "));
        }

        @Override
        protected Features features() {
            return Features.none().withErrors().withLastEndedByStream();
        }
    }

    private static final class Multiplexed extends MultiplexedServerLaws {
        private final ServerProtocol<String, String> protocol;

        Multiplexed(ServerProtocol<String, String> protocol) {
            this.protocol = protocol;
        }

        @Override
        protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
            return protocol;
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
}
