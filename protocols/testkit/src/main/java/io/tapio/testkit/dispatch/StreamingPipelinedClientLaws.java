package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.testkit.dispatch.StreamingClientBench.Made;
import org.junit.jupiter.api.Test;

/**
 * The laws of bodies on a client whose replies have the order of its calls, as a test class: extend it for each
 * protocol.
 */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class StreamingPipelinedClientLaws extends StreamingClientLaws {
    @Override
    final boolean hasIds() {
        return false;
    }

    @Test
    public void aReplyBehindABodyGoesToTheNextCall() {
        anywhere(wiring -> {
            StreamingClientBench client = bench(wiring);
            Made first = client.call("one");
            Made second = client.call("two");
            assertThat(client.hear()).hasSize(2);
            client.begin(0, "ONE").chunk(0, "first").settle();
            AskedChunk.of(first.body("ONE")).is("first");
            second.isAwaited();

            client.end(0).reply(0, "TWO").settle();
            AskedChunk.of(first.body("ONE")).isTheEnd();
            second.body("TWO");
        });
    }
}
