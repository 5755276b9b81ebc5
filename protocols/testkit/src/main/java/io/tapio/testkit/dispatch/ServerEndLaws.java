package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.codec.Codec;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ServerProtocol;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

/** The laws of how a server's end of a connection ends, whatever its way of matching replies with requests. */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
abstract class ServerEndLaws extends Laws {
    /** Without, the client closes; see {@link MultiplexedServerLaws}. */
    private static final String ENDS_BY_ITSELF = "a server that drains by itself";

    /**
     * The protocol within bounds. Those that it has not got, it need not heed.
     *
     * @param maxInFlight the most calls of a connection
     * @param maxWaiting the most requests that are read and wait behind those
     */
    protected abstract ServerProtocol<String, String> server(int maxInFlight, int maxWaiting);

    /**
     * The codec of the peer: it reads what the server writes, and writes what that reads. The bodies of the messages
     * are words of letters, digits and blanks, of at most 60 characters. {@link Peers} makes it for protocols without
     * ids.
     */
    protected abstract Codec<Message<String>, Message<String>> peer();

    /** Whether requests and replies have ids; without, replies have the order of their requests. */
    abstract boolean hasIds();

    final ServerBench bench(Wiring wiring, int maxInFlight, int maxWaiting) {
        return new ServerBench(this, wiring, maxInFlight, maxWaiting);
    }

    final int running(int maxInFlight) {
        return Math.min(maxInFlight, features().concurrency());
    }

    static String[] words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "word " + i).toArray(String[]::new);
    }

    @Test
    public void aHalfClosedPeerStillGetsItsAnswers() {
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 2, 2);
            String[] words = words(7);
            for (int i = 0; i < words.length; i++) {
                server.ask(i, words[i]);
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
        onlyIf(!features().goodbyes(), ENDS_BY_ITSELF);
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 1, 1).ask("one");
            server.drain();
            server.ask(7, "too late");

            assertThat(server.hear())
                    .as("replies, but for the refusal of what came too late")
                    .allMatch(Message.Error.class::isInstance);
            assertThat(server.hearToTheEnd()).hasSize(1);
            server.isOver(Kind.DRAINED);
            assertThat(server.calls().total()).isOne();
        });
    }

    @Test
    public void aConnectionWithNothingToDoDrainsAtOnce() {
        onlyIf(!features().goodbyes(), ENDS_BY_ITSELF);
        anywhere(wiring -> {
            ServerBench server = bench(wiring, 1, 1).ask("one");
            assertThat(server.hearToTheEnd()).hasSize(1);
            server.drain();

            server.isOver(Kind.DRAINED);
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
}
