package io.tapio.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.context.Context;
import io.tapio.context.SentContext;
import io.tapio.failure.Failure;
import io.tapio.wire.WireFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-" + TRACE + "-" + SPAN + "-01";

    @Test
    void aTraceparentIsReadAndWritten() {
        TraceContext context = TraceContext.parse(SAMPLED).orElseThrow();

        assertThat(context.traceId()).isEqualTo(TRACE);
        assertThat(context.spanId()).isEqualTo(SPAN);
        assertThat(context.isSampled()).isTrue();
        assertThat(context.isRandom()).isFalse();
        assertThat(context.traceparent()).isEqualTo(SAMPLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0", // cut off
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-", // more than this version has
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what-comes", // nor any other
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", // no version
                "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", // upper case
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0A",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01", // nothing but zeros
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473.-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b.-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-+1",
                "00-4bf92f3577b34da6a3ce929d0e0e473\u0666-00f067aa0ba902b7-01" // a digit of another script
            })
    void whatIsNoTraceparentIsNone(String traceparent) {
        assertThat(TraceContext.parse(traceparent, "rojo=1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff-what-comes",
                "fe-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-"
            })
    void ofALaterVersionWhatThisOneKnowsIsRead(String later) {
        TraceContext context = TraceContext.parse(later).orElseThrow();

        assertThat(context.traceparent())
                .as("written in the version that is known")
                .isEqualTo(SAMPLED);
    }

    @Test
    void flagsWithoutAMeaningAreDropped() {
        assertThat(TraceContext.parse("00-" + TRACE + "-" + SPAN + "-ff")
                        .orElseThrow()
                        .traceparent())
                .endsWith("-03");
        assertThat(TraceContext.parse("00-" + TRACE + "-" + SPAN + "-fc")
                        .orElseThrow()
                        .traceparent())
                .endsWith("-00");
    }

    @Test
    void aStateThatIsNoneLeavesTheTraceAsItIs() {
        assertThat(TraceContext.parse(SAMPLED, "rojo=1,congo").orElseThrow().state())
                .isEqualTo(TraceState.empty());
    }

    @Test
    void aChildIsInTheSameTraceWithAnotherId() {
        TraceContext parent = TraceContext.parse(SAMPLED, "rojo=1").orElseThrow();

        TraceContext child = parent.child(new Random(1));

        assertThat(child.traceId()).isEqualTo(TRACE);
        assertThat(child.spanId()).isNotEqualTo(SPAN);
        assertThat(child.flags()).isEqualTo(parent.flags());
        assertThat(child.state()).isEqualTo(parent.state());
    }

    @Test
    void aTraceThatBeginsHasRandomIds() {
        TraceContext begun = TraceContext.begin(new Random(1), true);

        assertThat(begun.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-03");
        assertThat(TraceContext.begin(new Random(2), false).traceparent()).endsWith("-02");
        assertThat(TraceContext.parse(begun.traceparent())).contains(begun);
    }

    @Test
    void idsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new TraceContext("0".repeat(32), SPAN, 0, TraceState.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TraceContext(TRACE, "abc", 0, TraceState.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itGoesWithACallToAnotherProcess() {
        TraceContext trace = TraceContext.parse(SAMPLED, "rojo=1").orElseThrow();

        Context there = sent(Context.root().with(TraceContext.KEY, trace));

        assertThat(there.get(TraceContext.KEY)).contains(trace);
    }

    @Test
    void whoDoesNotKnowItHandsItOnAsItCame() {
        ByteString later = WireFormat.fields()
                .write(Map.of("traceparent", ByteString.fromString("cc" + SAMPLED.substring(2) + "-what-comes")));
        SentContext came = new SentContext(Optional.empty(), Map.of("trace-context", later));

        SentContext handedOn = came.into(Context.root()).toSend();

        assertThat(handedOn.attributes()).containsEntry("trace-context", later);
    }

    @Test
    void whatCameAndIsNoneCountsAsAbsent() {
        ByteString none = WireFormat.fields().write(Map.of("tracestate", ByteString.fromString("rojo=1")));
        SentContext came = new SentContext(Optional.empty(), Map.of("trace-context", none));

        assertThat(came.into(Context.root()).get(TraceContext.KEY)).isEmpty();
        assertThatThrownBy(() -> TraceContext.FORMAT.read(none)).isInstanceOf(Failure.class);
    }

    private static Context sent(Context context) {
        return SentContext.FORMAT
                .read(SentContext.FORMAT.write(context.toSend()))
                .into(Context.root());
    }
}
