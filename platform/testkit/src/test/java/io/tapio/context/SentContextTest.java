package io.tapio.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context.Key;
import io.tapio.testkit.time.VirtualTimer;
import io.tapio.wire.WireFormat;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class SentContextTest {
    private static final Key<String> USER = Key.sent("user", WireFormat.text());
    private static final Key<Integer> DEPTH =
            Key.sent("depth", WireFormat.text().map(Integer::valueOf, String::valueOf));
    private static final Key<String> SECRET = Key.local("secret");

    private final VirtualTimer here = new VirtualTimer();
    private final VirtualTimer there = new VirtualTimer();

    @Test
    void whatIsToBeSentArrivesAndWhatIsLocalDoesNot() {
        Context context = Context.root(here).with(USER, "ada").with(DEPTH, 3).with(SECRET, "x");

        Context arrived = arrived(context.toSend());

        assertThat(arrived.get(USER)).contains("ada");
        assertThat(arrived.get(DEPTH)).contains(3);
        assertThat(arrived.get(SECRET)).isEmpty();
    }

    @Test
    void aDeadlineIsTheTimeThatIsLeftOnWhicheverClock() {
        there.advance(Duration.ofDays(3));
        Context context = Context.root(here).withTimeout(Duration.ofSeconds(5));
        here.advance(Duration.ofSeconds(2));

        Context arrived = arrived(context.toSend());

        assertThat(arrived.deadline().orElseThrow().left(there)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aDeadlineThatHasPassedArrivesAsPassed() {
        Context context = Context.root(here).withTimeout(Duration.ofSeconds(1));
        here.advance(Duration.ofSeconds(2));

        assertThat(arrived(context.toSend()).deadline().orElseThrow().hasPassed(there))
                .isTrue();
    }

    @Test
    void aDeadlineBeyondAllTimeIsLate() {
        SentContext forever = new SentContext(Optional.of(Duration.ofNanos(Long.MAX_VALUE)), Map.of());

        assertThat(arrived(forever).deadline().orElseThrow().hasPassed(there)).isFalse();
    }

    @Test
    void whatNobodyHereKnowsIsHandedOn() {
        SentContext first = Context.root(here).with(USER, "ada").with(DEPTH, 3).toSend();

        Context between = arrived(first).with(DEPTH, 4);
        Context last = arrived(between.toSend());

        assertThat(last.get(USER)).contains("ada");
        assertThat(last.get(DEPTH)).contains(4);
    }

    @Test
    void anAttributeThatCannotBeReadIsNotThere() {
        SentContext nonsense = new SentContext(Optional.empty(), Map.of("depth", ByteString.fromString("deep")));

        assertThat(arrived(nonsense).get(DEPTH)).isEmpty();
    }

    @Test
    void cancellationAndConnectionAreThoseOfThePlaceWhereItArrives() {
        CancellationSource cancellation = new CancellationSource();

        Context arrived = Context.root(here)
                .with(USER, "ada")
                .toSend()
                .into(Context.root(there).withCancellation(cancellation));

        assertThat(arrived.cancellation()).isSameAs(cancellation);
        assertThat(arrived.timer()).isSameAs(there);
    }

    private Context arrived(SentContext sent) {
        return SentContext.FORMAT.read(SentContext.FORMAT.write(sent)).into(Context.root(there));
    }
}
