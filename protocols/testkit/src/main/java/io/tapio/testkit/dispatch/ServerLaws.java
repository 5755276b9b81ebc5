package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.random.Script;
import io.tapio.testkit.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

/**
 * The laws of a server's dispatch, whatever its way of matching replies with requests. Extend
 * {@link PipelinedServerLaws} or {@link MultiplexedServerLaws}, which have those of their way, too.
 */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class ServerLaws extends Laws {
    /** More than a server keeps by itself of what its peer does not take: its write window, and something to spare. */
    private static final int SERVER_BYTES = 192 * 1024;

    private static final int NARROW = 1024;
    private static final int MANY = 10_000;

    /**
     * The protocol within bounds. Those that it has not got, it need not heed.
     *
     * @param maxInFlight the most calls of a connection
     * @param maxWaiting the most requests that are read and wait behind those
     */
    protected abstract ServerProtocol<String, String> server(int maxInFlight, int maxWaiting);

    /** Whether requests and replies have ids; without, replies have the order of their requests. */
    abstract boolean hasIds();

    final ServerBench bench(Wiring wiring, int maxInFlight, int maxWaiting) {
        return new ServerBench(this, wiring, maxInFlight, maxWaiting);
    }

    private int running(int maxInFlight) {
        return Math.min(maxInFlight, features().concurrency());
    }

    private static String[] words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "word " + i).toArray(String[]::new);
    }

    @Test
    public void everyRequestGetsItsOwnReplyWhateverHappens() {
        Seed.run(random -> Script.check(
                random, 60, 80, chance -> ServerScript.Event.draw(chance, this), new ServerScript(this)::run));
    }

    @Test
    public void noMoreCallsRunThanMayAndTheOthersFollow() {
        String[] words = words(20);
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 3, 2).ask(words);
            assertThat(server.calls().running()).isEqualTo(running(3));

            server.calls().reply(0);
            assertThat(server.hearReplies()).containsExactly(ServerBench.repliesTo("word 0"));
            assertThat(server.calls().running()).isEqualTo(running(3));

            assertThat(server.hearToTheEnd()).hasSize(words.length - 1);
            assertThat(server.calls().mostRunning()).isEqualTo(running(3));
            server.isOpen();
        });
    }

    /** tokio-proto: {@code test_returning_would_block_from_service}. */
    @Test
    public void aServiceThatWouldBlockStopsTheReadingAndLosesNothing() {
        narrowly(NARROW, wiring -> {
            ServerBench server = bench(wiring, 3, 2);
            int count = (wiring.window() + SERVER_BYTES) / 40;
            for (int i = 0; i < count; i++) {
                server.talk().ask(i, word(i));
            }
            wiring.settle();

            assertThat(server.calls().total()).isEqualTo(running(3));
            assertThat(server.peer().unsent()).as("bytes that are not taken").isPositive();
            assertThat(server.hearToTheEnd()).hasSize(count);
            assertThat(server.calls().mostRunning()).isEqualTo(running(3));
        });
    }

    /** Of forty characters. */
    private static String word(int number) {
        return "a word that is long enough for it " + (100_000 + number);
    }

    @Test
    public void aPeerThatDoesNotReadStopsTheCallsAndTheReading() {
        narrowly(NARROW, wiring -> {
            int[] calls = {0};
            ServerBench server = new ServerBench(this, wiring, 3, 2, new OpenCalls(), Service.of(request -> {
                calls[0]++;
                return request;
            }));
            int count = 2 * (wiring.window() + SERVER_BYTES) / 40;
            for (int i = 0; i < count; i++) {
                server.talk().ask(i, word(i));
            }
            wiring.settle();

            assertThat(calls[0])
                    .as("calls whose replies nobody takes")
                    .isPositive()
                    .isLessThan(count);
            assertThat(server.peer().unsent()).as("bytes that are not taken").isPositive();
            assertThat(server.hearReplies())
                    .containsExactlyElementsOf(
                            IntStream.range(0, count).mapToObj(ServerLaws::word).toList());
            assertThat(calls[0]).isEqualTo(count);
        });
    }

    @Test
    public void aFailedCallHurtsNoOther() {
        onlyIf(features().errors(), "errors");
        Service<String, String> service = (context, request) -> switch (request) {
            case "failed" -> CompletableFuture.failedFuture(new IllegalStateException("no"));
            case "thrown" -> throw new IllegalStateException("no");
            case "null" -> CompletableFuture.completedFuture(null);
            case "none" -> null;
            default -> CompletableFuture.completedFuture(request);
        };
        List<String> asked = List.of("good", "failed", "thrown", "null", "none", "better");
        anywhere(wiring -> {
            ServerBench server =
                    new ServerBench(this, wiring, 9, 9, new OpenCalls(), service).ask(asked.toArray(String[]::new));

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

    private Message<String> answerTo(int place, List<Message<String>> heard) {
        return !hasIds()
                ? heard.get(place)
                : heard.stream()
                        .filter(message -> ServerScript.id(message) == place)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no answer has the id " + place + ": " + heard));
    }

    @Test
    public void aHalfClosedPeerStillGetsItsAnswers() {
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 2, 2);
            String[] words = words(7);
            for (int i = 0; i < words.length; i++) {
                server.talk().ask(i, words[i]);
            }
            server.peer().end();

            assertThat(server.hearToTheEnd()).hasSize(words.length);
            server.isOver(Kind.PEER_CLOSED);
        });
    }

    @Test
    public void anEndInTheMiddleOfAFrameEndsTheConnectionBehindTheRepliesBefore() {
        onlyIf(!features().lastMayEndWithStream(), "frames that only their own end ends");
        anywhere(wiring -> {
            ByteString whole = bench(wiring, 9, 9).talk().bytes(new Message.Request<>(1, "cut off"));
            for (int size = 1; size < whole.size(); size++) {
                ServerBench server = bench(wiring, 9, 9).ask("whole");
                server.peer().write(whole.take(size));
                server.peer().end();

                assertThat(server.hearToTheEnd()).hasSize(1);
                server.isOver(Kind.PEER_CLOSED);
                assertThat(server.calls().total())
                        .as("calls, when cut at " + size)
                        .isOne();
            }
        });
    }

    /** tokio-proto: {@code test_reading_error_while_pipelining_from_transport}. */
    @Test
    public void anErrorReadWhileCallsRunWaitsForTheirReplies() {
        endsBehind(new String[] {"one", "two"});
    }

    /** tokio-proto: {@code test_error_handling_before_message_dispatched}. */
    @Test
    public void anErrorReadBeforeRequestsAreDispatchedLosesNoneOfThem() {
        endsBehind(words(5));
    }

    private void endsBehind(String[] words) {
        onlyIf(!corrupt().isEmpty(), "bytes that cannot be read");
        anywhere(wiring -> {
            ServerBench other = bench(wiring, 3, 2).ask("unconcerned");
            ServerBench server = bench(wiring, 3, 2).ask(words);
            server.peer().write(corrupt());
            wiring.settle();
            assertThat(server.peer().isAtEnd()).as("ended before the replies").isFalse();

            List<Message<String>> heard = server.hearToTheEnd();
            assertThat(heard.stream().filter(Message.Reply.class::isInstance)).hasSize(words.length);
            assertThat(heard)
                    .as("replies, and an error if the protocol has one")
                    .hasSizeBetween(words.length, words.length + 1);
            server.isOver(Kind.PROTOCOL_FAULT);
            assertThat(server.calls().total()).isEqualTo(words.length);

            other.isOpen();
            assertThat(other.hearToTheEnd()).hasSize(1);
        });
    }

    @Test
    public void whatWasReadIsAnsweredWhenTheServerDrains() {
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 1, 1).ask("one");
            server.drain();
            server.talk().ask(7, "too late");

            assertThat(server.hear()).isEmpty();
            assertThat(server.hearToTheEnd()).hasSize(1);
            server.isOver(Kind.DRAINED);
            assertThat(server.calls().total()).isOne();
        });
    }

    @Test
    public void callsUnderWayAreCancelledWhenTheConnectionBreaks() {
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 3, 2).ask(words(9));
            List<Context> contexts =
                    server.calls().open().stream().map(OpenCalls.Open::context).toList();
            server.peer().reset();
            wiring.settle();

            assertThat(contexts)
                    .hasSize(running(3))
                    .allSatisfy(
                            context -> assertThat(context.cancellation().cause().map(Failure::where))
                                    .contains(Where.CLOSED));
            server.calls().replyToAll();
            assertThat(server.closed()).isNotNull();
            assertThat(server.calls().running())
                    .as("calls for a peer that is gone")
                    .isZero();
        });
    }

    @Test
    public void nothingIsLeftOfTenThousandCalls() {
        Seed.run(random -> on(new Seed(random.nextLong()), NetworkSettings.calm(), wiring -> {
            ServerBench server = bench(wiring, 8, 8);
            for (int asked = 0; asked < MANY; asked += 10) {
                server.ask(words(10));
                while (server.calls().running() > 0) {
                    server.calls().reply(random.nextInt(8));
                    wiring.settle();
                }
                assertThat(server.hear()).hasSize(10);
            }

            assertThat(server.calls().total()).isEqualTo(MANY);
            assertThat(server.calls().mostRunning()).isEqualTo(running(8));
            server.ask(words(16));
            assertThat(server.calls().running()).as("room for calls").isEqualTo(running(8));
            server.peer().end();
            assertThat(server.hearToTheEnd()).hasSize(16);
            server.isOver(Kind.PEER_CLOSED);
        }));
    }
}
