package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.body.BodyWriter;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure.Where;
import org.junit.jupiter.api.Test;

/** The laws of bodies on a server whose requests have ids, as a test class: extend it for each protocol. */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class StreamingMultiplexedServerLaws extends StreamingServerLaws {
    @Override
    final boolean hasIds() {
        return true;
    }

    /** tokio-proto: {@code test_interleaving_response_body_chunks}. */
    @Test
    public void interleavingResponseBodyChunksHoldUpNoOther() {
        anywhere(wiring -> {
            StreamingServerBench server = bench(wiring).ask(0, "one").ask(1, "two");
            BodyWriter<String> first = server.answer(0, "ONE");
            BodyWriter<String> second = server.answer(1, "TWO");
            assertThat(server.hear()).containsExactlyInAnyOrder(head(0, "ONE", true), head(1, "TWO", true));

            second.write("b");
            assertThat(server.hear()).containsExactly(chunk(1, "b"));
            first.write("a");
            assertThat(server.hear()).containsExactly(chunk(0, "a"));
            second.write("bb");
            first.write("aa");
            assertThat(server.hear()).containsExactlyInAnyOrder(chunk(1, "bb"), chunk(0, "aa"));
            second.end();
            assertThat(server.hear()).containsExactly(end(1));
            first.write("aaa");
            first.end();
            assertThat(server.hear()).containsExactly(chunk(0, "aaa"), end(0));
            server.isOpen();
        });
    }

    @Test
    public void interleavingRequestBodyChunksReachTheirOwnReaders() {
        anywhere(wiring -> {
            StreamingServerBench server = bench(wiring).begin(0, "one").begin(1, "two");
            server.chunk(1, "b")
                    .chunk(0, "a")
                    .chunk(1, "bb")
                    .end(1)
                    .chunk(0, "aa")
                    .end(0);

            server.read(0).is("a");
            server.read(1).is("b");
            server.read(1).is("bb");
            server.read(1).isTheEnd();
            server.read(0).is("aa");
            server.read(0).isTheEnd();
        });
    }

    /** tokio-proto: {@code test_reaching_max_buffered_frames}, where bodies go by credit. */
    @Test
    public void reachingMaxBufferedFramesByCreditHoldsUpNoOtherAndMoreIsAFaultOfThePeer() {
        onlyIf(features().credit() > 0, "bodies that go by credit");
        anywhere(wiring -> {
            StreamingServerBench other = bench(wiring).ask(0, "unconcerned");
            StreamingServerBench server = bench(wiring).begin(0, "put");
            for (int sent = 0; sent < features().credit(); sent++) {
                server.chunk(0, "x");
            }
            server.ask(1, "another");
            assertThat(server.calls()).isEqualTo(2);
            server.isOpen();

            server.chunk(0, "x").settle();
            server.answer(1, "still answered", Body.empty());
            server.answer(0, "too much", Body.empty());
            assertThat(server.hear()).containsExactly(head(1, "still answered", false), head(0, "too much", false));
            server.isOver(Kind.PROTOCOL_FAULT);
            other.isOpen();
        });
    }

    @Test
    public void aPieceWithAnIdThatNoRequestHasIsAFaultOfThePeer() {
        anywhere(wiring -> {
            StreamingServerBench server = bench(wiring).begin(0, "put").chunk(7, "whose?");
            AskedChunk next = server.read(0);
            server.settle();
            assertThat(next.failure().where()).isEqualTo(Where.DECODE);
            server.answer(0, "done", Body.empty());

            assertThat(server.hear()).containsExactly(head(0, "done", false));
            server.isOver(Kind.PROTOCOL_FAULT);
        });
    }
}
