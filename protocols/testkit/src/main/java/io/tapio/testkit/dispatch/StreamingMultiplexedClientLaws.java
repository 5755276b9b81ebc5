package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session.Status;
import io.tapio.testkit.dispatch.StreamingClientBench.Made;
import org.junit.jupiter.api.Test;

/** The laws of bodies on a client whose calls have ids, as a test class: extend it for each protocol. */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class StreamingMultiplexedClientLaws extends StreamingClientLaws {
    @Override
    final boolean hasIds() {
        return true;
    }

    /** tokio-proto: {@code test_interleaving_response_body_chunks}. */
    @Test
    public void interleavingResponseBodyChunksReachTheirOwnReaders() {
        anywhere(wiring -> {
            StreamingClientBench client = bench(wiring);
            Made one = client.call("one");
            long first = client.asked("one");
            Made two = client.call("two");
            long second = client.asked("two");
            client.begin(second, "TWO").begin(first, "ONE");
            client.chunk(first, "a").chunk(second, "b").chunk(second, "bb").end(second);
            client.chunk(first, "aa").settle();

            Body<String> ofTwo = two.body("TWO");
            AskedChunk.of(ofTwo).is("b");
            AskedChunk.of(ofTwo).is("bb");
            AskedChunk.of(ofTwo).isTheEnd();
            Body<String> ofOne = one.body("ONE");
            AskedChunk.of(ofOne).is("a");
            AskedChunk.of(ofOne).is("aa");
            AskedChunk last = AskedChunk.of(ofOne);
            last.isAwaited();
            client.end(first).settle();
            last.isTheEnd();
        });
    }

    /** tokio-proto: {@code test_reaching_max_buffered_frames}, where bodies go by credit. */
    @Test
    public void reachingMaxBufferedFramesByCreditHoldsUpNoOtherAndMoreIsAFaultOfThePeer() {
        onlyIf(features().credit() > 0, "bodies that go by credit");
        anywhere(wiring -> {
            StreamingClientBench client = bench(wiring);
            Made call = client.call("get");
            long id = client.asked("get");
            client.begin(id, "much");
            for (int sent = 0; sent < features().credit(); sent++) {
                client.chunk(id, "x");
            }
            Made other = client.call("another");
            client.reply(client.asked("another"), "still answered").settle();
            other.body("still answered");

            client.chunk(id, "x").settle();
            client.is(Status.CLOSED);
            Body<String> body = call.body("much");
            for (int read = 0; read <= features().credit(); read++) {
                AskedChunk.of(body).is("x");
            }
            assertThat(AskedChunk.of(body).failure().where()).isEqualTo(Where.DECODE);
        });
    }

    @Test
    public void aPieceWithAnIdThatNoCallHasIsAFaultOfThePeer() {
        anywhere(wiring -> {
            StreamingClientBench client = bench(wiring);
            Made call = client.call("get");
            long id = client.asked("get");
            client.chunk(id + 7, "whose?").settle();

            assertThat(call.failure().where()).isEqualTo(Where.DECODE);
            client.is(Status.CLOSED);
        });
    }
}
