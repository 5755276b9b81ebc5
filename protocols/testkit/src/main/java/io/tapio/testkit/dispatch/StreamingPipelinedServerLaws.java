package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.body.BodyWriter;
import org.junit.jupiter.api.Test;

/**
 * The laws of bodies on a server that answers in the order of the requests, as a test class: extend it for each
 * protocol.
 */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class StreamingPipelinedServerLaws extends StreamingServerLaws {
    @Override
    final boolean hasIds() {
        return false;
    }

    @Test
    public void repliesWithBodiesKeepTheOrderOfTheirRequests() {
        onlyIf(features().concurrency() >= 2, "calls that run side by side");
        anywhere(wiring -> {
            StreamingServerBench server = bench(wiring).ask(0, "one").ask(1, "two");
            server.answer(1, "TWO", Body.of("second"));
            assertThat(server.hear()).isEmpty();
            BodyWriter<String> first = server.answer(0, "ONE");
            first.write("first");
            assertThat(server.hear()).containsExactly(head(0, "ONE", true), chunk(0, "first"));

            first.end();
            assertThat(server.hear()).containsExactly(end(0), head(1, "TWO", true), chunk(1, "second"), end(1));
        });
    }
}
