package io.tapio.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Cancellation.Registration;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private static final Failure CAUSE = Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind");
    private static final Failure LATER = Failure.at(Where.CLOSED, Processed.MAYBE, "gone");

    private final CancellationSource source = new CancellationSource();
    private final List<Failure> told = new ArrayList<>();

    @Test
    void everyListenerIsToldOnce() {
        source.onCancel(told::add);
        source.onCancel(told::add);

        source.cancel(CAUSE);
        source.cancel(CAUSE);

        assertThat(told).containsExactly(CAUSE, CAUSE);
    }

    @Test
    void theFirstCauseStays() {
        source.cancel(CAUSE);
        source.cancel(LATER);

        assertThat(source.cause()).containsSame(CAUSE);
        assertThat(source.isCancelled()).isTrue();
    }

    @Test
    void aListenerThatComesLateIsToldAtOnce() {
        source.cancel(CAUSE);

        source.onCancel(told::add);

        assertThat(told).containsExactly(CAUSE);
    }

    @Test
    void aListenerThatHasLeftIsNotTold() {
        Registration registration = source.onCancel(told::add);

        registration.close();
        registration.close();
        source.cancel(CAUSE);

        assertThat(told).isEmpty();
    }

    @Test
    void theSameActionMayListenTwiceAndLeaveOnce() {
        Consumer<Failure> action = told::add;
        Registration first = source.onCancel(action);
        source.onCancel(action);

        first.close();
        source.cancel(CAUSE);

        assertThat(told).containsExactly(CAUSE);
    }

    @Test
    void aListenerMayListenAndLeaveWhileItIsTold() {
        List<Registration> registrations = new ArrayList<>();
        registrations.add(source.onCancel(cause -> {
            source.onCancel(told::add);
            registrations.forEach(Registration::close);
        }));

        source.cancel(CAUSE);

        assertThat(told).containsExactly(CAUSE);
    }

    @Test
    void cancellingSpreadsDownwards() {
        CancellationSource child = CancellationSource.within(CancellationSource.within(source));
        child.onCancel(told::add);

        source.cancel(CAUSE);

        assertThat(told).containsExactly(CAUSE);
        assertThat(child.cause()).containsSame(CAUSE);
    }

    @Test
    void cancellingDoesNotSpreadUpwards() {
        CancellationSource child = CancellationSource.within(source);

        child.cancel(CAUSE);

        assertThat(source.isCancelled()).isFalse();
    }

    @Test
    void aChildOfACancelledParentIsCancelled() {
        source.cancel(CAUSE);

        assertThat(CancellationSource.within(source).cause()).containsSame(CAUSE);
    }

    @Test
    void aChildThatIsClosedHasLeftItsParent() {
        CancellationSource child = CancellationSource.within(source);

        child.close();
        source.cancel(CAUSE);

        assertThat(child.isCancelled()).isFalse();
    }

    @Test
    void aChildThatIsCancelledHasLeftItsParent() {
        List<String> left = new ArrayList<>();
        Cancellation parent = new Cancellation() {
            @Override
            public Optional<Failure> cause() {
                return Optional.empty();
            }

            @Override
            public Registration onCancel(Consumer<Failure> listener) {
                return () -> left.add("left");
            }
        };

        CancellationSource child = CancellationSource.within(parent);
        child.onCancel(cause -> {});
        child.cancel(CAUSE);

        assertThat(left).containsExactly("left");
    }

    @Test
    void noneIsNeverCancelled() {
        Cancellation.none().onCancel(told::add).close();

        assertThat(Cancellation.none().isCancelled()).isFalse();
        assertThat(told).isEmpty();
    }
}
