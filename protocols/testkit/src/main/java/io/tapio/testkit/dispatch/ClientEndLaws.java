package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ClientProtocol;
import io.tapio.testkit.dispatch.ClientBench.Made;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

/** The laws of how a client's end of a connection ends, whatever its way of matching replies with calls. */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
abstract class ClientEndLaws extends Laws {
    /**
     * The protocol within bounds.
     *
     * @param maxInFlight the most requests of a connection that are sent and not answered
     * @param maxWaiting the most calls that wait behind those
     */
    protected abstract ClientProtocol<String, String> client(int maxInFlight, int maxWaiting);

    /**
     * The codec of the peer: it reads what the client writes, and writes what that reads. The bodies of the messages
     * are words of letters, digits and blanks, of at most 60 characters. {@link Peers} makes it for protocols without
     * ids.
     */
    protected abstract Codec<Message<String>, Message<String>> peer();

    /** Whether requests and replies have ids; without, replies have the order of their requests. */
    abstract boolean hasIds();

    final ClientBench bench(Wiring wiring, int maxInFlight, int maxWaiting) {
        return new ClientBench(this, wiring, client(maxInFlight, maxWaiting));
    }

    @Test
    public void whenThePeerClosesOnlyCallsThatWereNotSentAreSafeToRetry() {
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 2, 4);
            List<Made> calls = client.call(0, 4);
            client.asked();
            client.reply(0);
            client.peer().end();

            assertThat(client.ended().where()).isEqualTo(Where.CLOSED);
            calls.get(0).isAnswered();
            isLost(calls.get(1), Where.CLOSED, Processed.MAYBE);
            assertThat(calls.get(3).failure().where()).isEqualTo(Where.CLOSED);
            assertThat(calls.get(3).failure().isSafeToRetry()).isTrue();
        });
    }

    @Test
    public void whenTheConnectionBreaksEveryCallEndsAndIsToldWhetherItWasSent() {
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 2, 4);
            List<Made> calls = client.call(0, 4);
            client.asked();
            client.peer().reset();

            assertThat(client.ended().where()).isEqualTo(Where.CLOSED);
            isLost(calls.get(0), Where.CLOSED, Processed.MAYBE);
            isLost(calls.get(1), Where.CLOSED, Processed.MAYBE);
            isLost(calls.get(2), Where.CLOSED, Processed.NO);
            isLost(calls.get(3), Where.CLOSED, Processed.NO);
        });
    }

    private static void isLost(Made call, Where where, Processed processed) {
        assertThat(call.failure().where()).as(call.request()).isEqualTo(where);
        assertThat(call.failure().processed()).as(call.request()).isEqualTo(processed);
        assertThat(call.failure().address()).as("the peer's address").isPresent();
    }

    @Test
    public void anEndInTheMiddleOfAFrameEndsTheSessionNamed() {
        onlyIf(!features().lastMayEndWithStream(), "frames that only their own end ends");
        anywhere(wiring -> {
            ByteString whole = bench(wiring, 2, 4).talk().bytes(new Message.Reply<>(0, "cut off"));
            for (int size = 1; size < whole.size(); size++) {
                ClientBench client = bench(wiring, 2, 4);
                Made call = client.call("one");
                client.asked();
                client.peer().write(whole.take(size));
                client.peer().end();

                assertThat(client.ended().where()).isEqualTo(Where.CLOSED);
                isLost(call, Where.CLOSED, Processed.MAYBE);
            }
        });
    }

    @Test
    public void bytesThatCannotBeReadEndTheSessionNamed() {
        onlyIf(!corrupt().isEmpty(), "bytes that cannot be read");
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 2, 4);
            List<Made> calls = client.call(0, 3);
            client.asked();
            client.reply(0);
            client.peer().write(corrupt());

            assertThat(client.ended().where()).isEqualTo(Where.DECODE);
            calls.get(0).isAnswered();
            isLost(calls.get(1), Where.DECODE, Processed.MAYBE);
        });
    }

    /** tokio-proto: {@code test_response_ready_before_request_sent}. */
    @Test
    public void aResponseReadyBeforeItsRequestIsSentIsAFaultOfThePeer() {
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 2, 4);
            client.talk().say(new Message.Reply<>(0, "eager"));

            assertThat(client.ended().where()).isEqualTo(Where.DECODE);
        });
    }

    @Test
    public void aSessionThatDrainsGetsItsAnswersAndTakesNoNewCalls() {
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 2, 4);
            List<Made> calls = client.call(0, 5);
            CompletableFuture<Done> drained =
                    client.session().drain(Duration.ofDays(1)).toCompletableFuture();
            assertThat(client.call("new").failure().where()).isEqualTo(Where.CLOSED);
            assertThat(client.call("new").failure().isSafeToRetry()).isTrue();

            client.replyToTheEnd();
            calls.forEach(Made::isAnswered);
            assertThat(client.peer().isAtEnd())
                    .as("the client has closed its side")
                    .isTrue();
            client.peer().end();
            wiring.settle();
            assertThat(drained).isCompleted();
            assertThat(client.session().closed().toCompletableFuture()).isCompleted();
        });
    }
}
