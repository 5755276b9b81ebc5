package io.tapio.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context.Key;
import io.tapio.time.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ContextTest {
    private static final Key<String> USER = Key.local("user");

    @Test
    void aRootHasNoDeadlineNoConnectionAndIsNeverCancelled() {
        Context root = Context.root();

        assertThat(root.deadline()).isEmpty();
        assertThat(root.connection()).isEmpty();
        assertThat(root.get(USER)).isEmpty();
        assertThat(root.cancellation().isCancelled()).isFalse();
    }

    @Test
    void aChangedCopyLeavesTheOriginalAsItIs() {
        Context root = Context.root();

        Context changed = root.with(USER, "ada").withTimeout(Duration.ofSeconds(1));

        assertThat(changed.get(USER)).contains("ada");
        assertThat(root.get(USER)).isEmpty();
        assertThat(root.deadline()).isEmpty();
    }

    @Test
    void keysOfTheSameNameAreDifferentKeys() {
        Context context = Context.root().with(USER, "ada");

        assertThat(context.get(Key.local("user"))).isEmpty();
    }

    @Test
    void aLaterValueReplacesAnEarlierOne() {
        Context context = Context.root().with(USER, "ada").with(USER, "grace");

        assertThat(context.get(USER)).contains("grace");
    }

    @Test
    void aDeadlineOnlyShrinks() {
        Deadline early = new Deadline(10);
        Deadline late = new Deadline(20);

        assertThat(Context.root().withDeadline(early).withDeadline(late).deadline())
                .contains(early);
        assertThat(Context.root().withDeadline(late).withDeadline(early).deadline())
                .contains(early);
    }

    @Test
    void everythingElseStaysWhenOneThingChanges() {
        CancellationSource cancellation = new CancellationSource();

        Context context = Context.root()
                .with(USER, "ada")
                .withDeadline(new Deadline(10))
                .withCancellation(cancellation)
                .with(Key.local("other"), 1);

        assertThat(context.get(USER)).contains("ada");
        assertThat(context.deadline()).contains(new Deadline(10));
        assertThat(context.cancellation()).isSameAs(cancellation);
    }
}
